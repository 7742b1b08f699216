-- https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-column

CREATE TABLE t (id INT PRIMARY KEY, a INT);
-- error
ALTER TABLE t DROP COLUMN id CASCADE;
