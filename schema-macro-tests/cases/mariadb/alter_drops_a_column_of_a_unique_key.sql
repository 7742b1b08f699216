CREATE TABLE t (a int, b int, UNIQUE u (a, b));
-- error
ALTER TABLE t DROP COLUMN a;
