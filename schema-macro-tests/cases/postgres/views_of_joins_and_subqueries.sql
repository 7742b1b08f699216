CREATE TABLE a (id integer NOT NULL, b varchar(10));
CREATE TABLE c (id bigint, a_id integer, d timestamp(3));
CREATE VIEW j AS SELECT a.*, c.d FROM a LEFT JOIN c ON c.a_id = a.id;
CREATE VIEW s AS SELECT q.x, q.b FROM (SELECT id AS x, b FROM a) AS q WHERE x > 0 ORDER BY 1 LIMIT 3;
CREATE VIEW w AS WITH q AS (SELECT id, d FROM c) SELECT d, id FROM q;
CREATE VIEW u AS SELECT id FROM a UNION ALL SELECT id FROM a;
