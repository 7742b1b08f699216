-- https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes

CREATE TABLE t (id INT PRIMARY KEY, a INT AS (id + 1) STORED);
-- error
CREATE INDEX ON t (a) USING HASH;
