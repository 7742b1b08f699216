CREATE TABLE t (a int);
CREATE TABLE u (b t);
-- error
DROP TABLE t;
