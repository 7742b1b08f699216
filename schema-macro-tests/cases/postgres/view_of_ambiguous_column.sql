CREATE TABLE t (a int);
CREATE TABLE u (a int);
-- error
CREATE VIEW v AS SELECT a FROM t, u;
