CREATE TABLE a (id integer);
CREATE VIEW v AS SELECT id FROM a;
-- error
DROP TABLE a;
