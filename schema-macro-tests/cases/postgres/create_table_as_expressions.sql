CREATE TABLE t (a int NOT NULL, b varchar(9) DEFAULT 'x');
CREATE TABLE copy AS SELECT a, b, a * 2 AS twice, b || '!' AS loud, NULL AS nothing, 'x' AS txt FROM t;
CREATE TABLE part (n) AS SELECT count(*) FROM t WITH NO DATA;
SELECT sum(a) AS s, now() AS at INTO summed FROM t;
