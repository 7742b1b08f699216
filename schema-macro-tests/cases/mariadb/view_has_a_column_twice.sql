CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT a, a FROM t;
