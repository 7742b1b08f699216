CREATE TABLE a (id integer, b text);
CREATE VIEW v AS SELECT b FROM a;
-- error
ALTER TABLE a DROP COLUMN b;
