-- https://www.cockroachlabs.com/docs/v26.2/hash-sharded-indexes#create-a-table-with-hash-sharded-indexes
-- Each has a hidden computed column; that of a key said of a column stands before it.

CREATE TABLE t (
    a INT,
    id INT PRIMARY KEY USING HASH,
    at TIMESTAMP,
    INDEX (at) USING HASH WITH (bucket_count = 4),
    INDEX (a, at) USING HASH WITH BUCKET_COUNT = 8,
    UNIQUE INDEX (at DESC) USING HASH WITH (bucket_count = 4)
);
