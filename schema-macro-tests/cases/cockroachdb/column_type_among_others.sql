-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-column-data-types

CREATE TABLE t (id INT PRIMARY KEY, a INT);
-- error
ALTER TABLE t ALTER COLUMN a TYPE STRING, ALTER COLUMN a SET NOT NULL;
