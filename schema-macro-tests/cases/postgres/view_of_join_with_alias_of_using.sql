CREATE TABLE a (id int, x text);
CREATE TABLE b (id int, y text);
CREATE VIEW v AS SELECT k.id, x, y FROM a JOIN b USING (id) AS k;
