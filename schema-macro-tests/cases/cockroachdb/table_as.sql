-- https://www.cockroachlabs.com/docs/v26.2/create-table-as#specify-a-primary-key
-- Types and nothing else are copied, and a hidden key is added.

CREATE TABLE t (id INT4 PRIMARY KEY, a STRING(9) NOT NULL, b INT NOT VISIBLE);
CREATE TABLE u AS SELECT * FROM t;
CREATE TABLE v (one, two) AS SELECT id, a FROM t;
CREATE TABLE w (id PRIMARY KEY, a) AS SELECT id, a FROM t;
CREATE TABLE x (id, a, PRIMARY KEY (a, id)) AS SELECT id, a FROM t;
CREATE TABLE y AS SELECT count(*) AS n, sum(id) AS s, 1 AS one, 1.5 AS half, id / 2 AS part FROM t GROUP BY id;
CREATE TABLE IF NOT EXISTS y AS SELECT 1 AS a;
