CREATE TYPE pair AS (x int, y int);
CREATE TABLE t (p pair, CHECK ((p).x > 0));
ALTER TYPE pair DROP ATTRIBUTE y;
