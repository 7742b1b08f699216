-- https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes#shard-columns

CREATE TABLE t (id INT PRIMARY KEY, a STRING, b STRING);
CREATE INDEX i ON t (a, b) USING HASH WITH (bucket_count = 4, shard_columns = (a));
ALTER TABLE t RENAME COLUMN a TO c;
