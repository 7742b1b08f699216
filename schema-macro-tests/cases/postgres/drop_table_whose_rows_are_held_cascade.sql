CREATE TABLE t (a int);
CREATE TYPE pair AS (x t, y int);
CREATE TABLE u (b t[], c pair, d int);
DROP TABLE t CASCADE;
