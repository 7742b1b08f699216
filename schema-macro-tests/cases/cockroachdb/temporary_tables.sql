-- https://www.cockroachlabs.com/docs/v26.2/temporary-tables

SET experimental_enable_temp_tables = on;
CREATE TEMP TABLE t (id INT PRIMARY KEY) ON COMMIT PRESERVE ROWS;
CREATE TABLE u (id INT PRIMARY KEY);
-- error
CREATE TEMP TABLE v (id INT PRIMARY KEY) ON COMMIT DROP;
