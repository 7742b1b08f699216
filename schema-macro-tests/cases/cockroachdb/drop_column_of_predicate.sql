-- https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-column
-- The manual says both that this is an error and that the index is dropped.

CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, INDEX part (b) WHERE a > 0);
-- refused
ALTER TABLE t DROP COLUMN a;
