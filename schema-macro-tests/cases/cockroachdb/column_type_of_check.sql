-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-column-data-types

CREATE TABLE t (id INT PRIMARY KEY, a INT CHECK (a > 0));
-- error
ALTER TABLE t ALTER COLUMN a TYPE STRING;
