CREATE TABLE a (id integer, b text);
CREATE VIEW v AS SELECT id FROM a;
ALTER TABLE a ALTER b TYPE varchar(10);
-- error
ALTER TABLE a ALTER id TYPE bigint;
