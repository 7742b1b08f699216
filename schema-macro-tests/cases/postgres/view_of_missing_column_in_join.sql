CREATE TABLE t (a int);
CREATE TABLE u (b int);
-- error
CREATE VIEW v AS SELECT a FROM t JOIN u ON t.a = u.a;
