-- https://www.cockroachlabs.com/docs/v26.2/drop-index#known-limitations

CREATE TABLE t (id INT PRIMARY KEY, a INT, UNIQUE INDEX u (a) WHERE a > 0);
-- error
DROP INDEX u;
