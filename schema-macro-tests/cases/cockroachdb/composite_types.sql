-- https://www.cockroachlabs.com/docs/v26.2/create-type#create-a-composite-data-type

CREATE TYPE IF NOT EXISTS pair AS (x INT, y STRING(4));
CREATE TABLE t (id INT PRIMARY KEY, p pair);
-- error
ALTER TYPE pair ADD ATTRIBUTE z INT;
