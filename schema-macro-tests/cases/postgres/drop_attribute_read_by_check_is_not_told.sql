CREATE TYPE pair AS (x int, y int);
CREATE TABLE t (p pair, CHECK ((p).x > 0));
-- refused
ALTER TYPE pair DROP ATTRIBUTE x CASCADE;
