CREATE TABLE t (a int, b int, CHECK (a > b));
-- error
ALTER TABLE t DROP COLUMN a;
