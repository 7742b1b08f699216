CREATE TABLE a (id integer, day date NOT NULL, v text, UNIQUE (v, day), PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE UNIQUE INDEX a_v ON a (day, v, id);
ALTER TABLE a DROP COLUMN v;
-- error
ALTER TABLE a DROP COLUMN day;
