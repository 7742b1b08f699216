CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT t.a FROM t AS u;
