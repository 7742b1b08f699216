CREATE TABLE parents (id integer PRIMARY KEY, code text UNIQUE, more text);
CREATE TABLE a (id integer PRIMARY KEY, code text REFERENCES parents (code));
CREATE VIEW v AS SELECT id, code FROM parents;
CREATE VIEW w AS SELECT id FROM v;
ALTER TABLE parents DROP COLUMN code CASCADE;
