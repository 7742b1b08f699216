-- https://www.cockroachlabs.com/docs/v26.2/drop-index#remove-an-index-and-dependent-objects-with-cascade

CREATE TABLE t (id INT PRIMARY KEY, a INT UNIQUE);
-- error
DROP INDEX t@t_a_key;
