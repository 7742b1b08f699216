CREATE TABLE t (a int);
-- error
DROP VIEW t;
