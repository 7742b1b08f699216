CREATE TABLE t (a int, b int);
-- error
ALTER TABLE t DROP COLUMN a, DROP COLUMN a;
