CREATE TABLE t (a int);
CREATE TABLE u AS SELECT a + 1 AS b FROM t;
-- refused
ALTER TABLE u ADD c int;
