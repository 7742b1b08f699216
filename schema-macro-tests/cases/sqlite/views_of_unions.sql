-- A view shows the types of the first query of several; a query that reads it sees those of the last.
CREATE TABLE t (a BOOLEAN, b NUMERIC, c TEXT, d VARCHAR(9));
CREATE VIEW v AS SELECT a, c FROM t UNION ALL SELECT b, d FROM t;
CREATE VIEW w AS SELECT * FROM v;
CREATE VIEW x AS SELECT * FROM (SELECT a, c FROM t UNION SELECT b, d FROM t);
CREATE VIEW y AS WITH q (m, n) AS (SELECT a, c FROM t UNION SELECT b, d FROM t) SELECT n, m, (SELECT a FROM t UNION SELECT c FROM t) FROM q;
-- What a view computes may be anything to who reads it.
CREATE VIEW z AS SELECT x'00' AS blob, 1 AS number, 'a' AS string, CAST(1 AS INT) AS given;
CREATE TABLE u AS SELECT b FROM t UNION ALL SELECT blob FROM z;
CREATE TABLE s AS SELECT c FROM t UNION ALL SELECT number FROM z;
CREATE TABLE r AS SELECT given FROM z UNION ALL SELECT number FROM z;
