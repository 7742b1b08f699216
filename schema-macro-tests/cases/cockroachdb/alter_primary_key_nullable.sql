-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key

CREATE TABLE t (id INT PRIMARY KEY, a INT);
-- error
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (a);
