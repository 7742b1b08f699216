CREATE TABLE t (a int);
-- error
CREATE VIEW v AS SELECT a FROM t WHERE 1 = 1 AND b > 2;
