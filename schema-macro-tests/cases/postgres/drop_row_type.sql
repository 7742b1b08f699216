CREATE TABLE t (a int);
-- error
DROP TYPE t;
