CREATE TABLE t (a varchar(5000) UNIQUE, b int);
-- error
ALTER TABLE t DROP COLUMN a, ADD COLUMN a int;
