-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key

CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL);
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (a);
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (id);
