CREATE TABLE t (a int);
-- error
CREATE TABLE u AS SELECT b FROM t;
