PRAGMA legacy_alter_table = ON;
CREATE TABLE a (x);
CREATE VIEW v AS SELECT * FROM nosuch;
ALTER TABLE a RENAME TO b;
