-- The view's only column is a string, which its trigger calls by the quotes around it; these are fixed by the renaming.
CREATE TABLE t (a INTEGER PRIMARY KEY, b);
PRAGMA legacy_alter_table = 1;
CREATE VIEW v AS SELECT "nothing" FROM t WHERE a = 1;
CREATE TRIGGER r INSTEAD OF UPDATE ON v WHEN NEW."""nothing""" > 1 BEGIN SELECT 1; END;
ALTER TABLE t RENAME COLUMN a TO c;
