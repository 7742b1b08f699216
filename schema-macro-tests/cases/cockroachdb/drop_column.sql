-- https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-column
-- Checks, keys, indexes and what these need go along.

CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE t (
    id INT PRIMARY KEY,
    a INT CHECK (a > 0),
    b INT UNIQUE,
    c INT,
    d INT REFERENCES p,
    INDEX by_c (c) USING HASH WITH (bucket_count = 4),
    INDEX storing_c (id) STORING (c)
);
ALTER TABLE t DROP COLUMN a, DROP COLUMN b, DROP COLUMN c, DROP COLUMN d;
