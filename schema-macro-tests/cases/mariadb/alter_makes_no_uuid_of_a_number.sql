CREATE TABLE t (a varchar(40), b int);
ALTER TABLE t MODIFY a uuid;
ALTER TABLE t MODIFY a varchar(50);
-- error
ALTER TABLE t MODIFY b uuid;
