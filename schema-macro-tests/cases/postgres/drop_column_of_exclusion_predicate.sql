CREATE TABLE t (a int, b int, EXCLUDE (a WITH =) WHERE (b > 0));
-- error
ALTER TABLE t DROP COLUMN b;
