-- https://www.cockroachlabs.com/docs/v26.2/alter-table#add-and-rename-columns-atomically

CREATE TABLE t (id INT PRIMARY KEY, name STRING);
ALTER TABLE t RENAME COLUMN name TO name_legacy, ADD COLUMN name INT NOT NULL DEFAULT 0;
