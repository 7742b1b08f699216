-- error
CREATE TABLE t (a int, b int AS (z + 1));
