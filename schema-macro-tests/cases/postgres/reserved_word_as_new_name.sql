CREATE TABLE t (a int);
-- error
ALTER TABLE t RENAME COLUMN a TO desc;
