CREATE TABLE t (a int, b int, g int AS (b + 1));
ALTER TABLE t DROP COLUMN a;
-- error
ALTER TABLE t DROP COLUMN b;
