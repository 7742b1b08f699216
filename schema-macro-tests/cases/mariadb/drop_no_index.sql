CREATE TABLE t (a int);
-- error
DROP INDEX i ON t;
