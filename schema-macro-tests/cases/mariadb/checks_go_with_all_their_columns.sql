CREATE TABLE t (a int, b int, c int CHECK (c > 0), CHECK (a > 0));
ALTER TABLE t DROP COLUMN a, DROP COLUMN c;
