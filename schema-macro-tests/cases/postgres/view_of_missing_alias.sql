CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT u.a FROM t;
