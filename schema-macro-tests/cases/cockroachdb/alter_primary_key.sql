-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key
-- The former key becomes a unique index.

CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL, b INT NOT NULL, UNIQUE (a));
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (a, b);
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (b);
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (b);
