CREATE TABLE t (a int, b int);
-- error
ALTER TABLE t ALTER COLUMN a TYPE t[] USING NULL;
