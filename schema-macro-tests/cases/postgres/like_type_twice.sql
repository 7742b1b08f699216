CREATE TYPE pair AS (x int, y text);
-- error
CREATE TABLE t (x int, LIKE pair);
