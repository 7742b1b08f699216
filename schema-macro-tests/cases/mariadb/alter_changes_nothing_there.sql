CREATE TABLE t (a int);
-- error
ALTER TABLE t MODIFY b int;
