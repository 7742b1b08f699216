CREATE TABLE t (a int, b int, c int);
CREATE VIEW v AS SELECT a FROM t WHERE lower(b::text) = 'x';
ALTER TABLE t DROP COLUMN c;
-- error
ALTER TABLE t DROP COLUMN b;
