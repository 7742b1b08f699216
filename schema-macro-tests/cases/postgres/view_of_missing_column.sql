CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT a, lower(nothing) FROM t;
