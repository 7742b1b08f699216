-- https://www.cockroachlabs.com/docs/v26.2/computed-columns#convert-a-computed-column-into-a-regular-column

CREATE TABLE t (id INT PRIMARY KEY, b INT AS (id + 1) STORED, c INT AS (id + 2) VIRTUAL);
ALTER TABLE t ALTER COLUMN b DROP STORED;
-- error
ALTER TABLE t ALTER COLUMN c DROP STORED;
