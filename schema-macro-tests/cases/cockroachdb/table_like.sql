-- https://www.cockroachlabs.com/docs/v26.2/create-table#create-a-table-like-an-existing-table
-- What is copied keeps its name.

CREATE TABLE t (
    id INT PRIMARY KEY,
    a INT NOT NULL DEFAULT 3 CHECK (a > 0),
    b STRING UNIQUE,
    c INT AS (a + 1) STORED,
    INDEX (a) USING HASH WITH (bucket_count = 4),
    UNIQUE INDEX part (b) WHERE a > 0
);
CREATE TABLE plain (LIKE t);
CREATE TABLE full_copy (LIKE t INCLUDING ALL);
CREATE TABLE partial (LIKE t INCLUDING ALL EXCLUDING INDEXES, d INT, INDEX (d));
CREATE TABLE without_key (a INT);
CREATE TABLE u (LIKE without_key INCLUDING ALL);
