CREATE TABLE a (id int, x text, shared int);
CREATE TABLE b (id bigint, y text, shared int);
-- error
CREATE VIEW v1 AS SELECT * FROM a JOIN b USING (id);
CREATE VIEW v2 AS SELECT * FROM a NATURAL JOIN b;
CREATE VIEW v3 AS SELECT a.*, y FROM a LEFT JOIN b ON a.id = b.id;
CREATE VIEW v4 AS SELECT * FROM (a CROSS JOIN (SELECT 1 AS one) s);
CREATE VIEW v5 AS SELECT x, y, one.x AS again FROM a AS one FULL OUTER JOIN b AS two USING (id, shared);
