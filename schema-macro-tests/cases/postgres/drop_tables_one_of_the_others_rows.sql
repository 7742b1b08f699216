CREATE TABLE t (a int);
CREATE TABLE u (b t);
DROP TABLE t, u;
