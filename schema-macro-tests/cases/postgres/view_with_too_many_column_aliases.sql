CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT x FROM t AS r (x, y);
