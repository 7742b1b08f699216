CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT b FROM t;
