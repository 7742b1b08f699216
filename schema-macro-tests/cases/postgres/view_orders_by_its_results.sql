CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a AS n, upper(b) AS label FROM t GROUP BY n, label ORDER BY label, n, 1;
