-- https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes
-- The shard column goes with the last index that has it.

CREATE TABLE t (a INT, b INT, INDEX i (a) USING HASH WITH (bucket_count = 4), INDEX j (a) USING HASH WITH (bucket_count = 4));
CREATE INDEX k ON t (b, a) USING HASH WITH (bucket_count = 8);
DROP INDEX t@i;
DROP INDEX t@k;
