-- error
CREATE TABLE t (a int, b int AS (a) NOT NULL);
