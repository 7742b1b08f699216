CREATE TABLE p (a varchar(10) UNIQUE);
CREATE TABLE t (a varchar(10), b int, FOREIGN KEY (a) REFERENCES p (a));
-- error
ALTER TABLE t ADD FULLTEXT KEY f (a), MODIFY b bigint;
