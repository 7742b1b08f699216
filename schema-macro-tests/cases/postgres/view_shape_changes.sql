CREATE TABLE a (id integer, b text);
CREATE VIEW v AS SELECT id, b FROM a;
-- error
CREATE OR REPLACE VIEW v AS SELECT b FROM a;
