CREATE TABLE t (a int);
-- error
CREATE TABLE copy (x, y) AS SELECT a FROM t;
