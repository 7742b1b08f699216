-- The rows are not read, and the column can be: https://www.sqlite.org/lang_altertable.html
CREATE TABLE t (a INTEGER PRIMARY KEY, c CHECK (c IN ('one', 'two')));
ALTER TABLE t ADD COLUMN b INT GENERATED ALWAYS AS (b || 'x');
ALTER TABLE t ADD COLUMN d INT AS (b);
ALTER TABLE t RENAME COLUMN b TO bb;
CREATE INDEX i ON t (c);
ALTER TABLE t DROP COLUMN d;
CREATE VIEW v AS SELECT bb FROM t;
CREATE TABLE strict (a INT) STRICT;
ALTER TABLE strict ADD b INT AS (a);
