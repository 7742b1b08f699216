CREATE TABLE t (a int, b int, KEY (a));
ALTER TABLE t DROP COLUMN a, ADD COLUMN a varchar(5) FIRST;
