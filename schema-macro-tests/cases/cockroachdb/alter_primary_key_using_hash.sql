-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key

CREATE TABLE t (id INT PRIMARY KEY USING HASH WITH (bucket_count = 4), a INT NOT NULL);
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (a) USING HASH WITH (bucket_count = 8);
CREATE TABLE u (id INT PRIMARY KEY USING HASH WITH (bucket_count = 4));
ALTER TABLE u ALTER PRIMARY KEY USING COLUMNS (id);
