CREATE TABLE t (a int NOT NULL, b text);
CREATE VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a;
CREATE TYPE pair AS (x int, y text);
CREATE TABLE from_view (LIKE v);
CREATE TABLE from_type (LIKE pair, z date);
