-- https://www.cockroachlabs.com/docs/v26.2/unique

SET experimental_enable_unique_without_index_constraints = true;
CREATE TABLE t (id INT PRIMARY KEY, a INT UNIQUE WITHOUT INDEX, UNIQUE WITHOUT INDEX (a));
