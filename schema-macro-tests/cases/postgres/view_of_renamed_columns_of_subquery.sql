CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT x, y FROM (SELECT a, b FROM t) AS s (x, y);
CREATE VIEW w AS SELECT first, second FROM t AS r (first, second);
