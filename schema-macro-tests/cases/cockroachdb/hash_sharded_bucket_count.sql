-- https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes#shard-count

CREATE TABLE t (id INT PRIMARY KEY, a INT);
-- error
CREATE INDEX ON t (a) USING HASH WITH (bucket_count = 1);
