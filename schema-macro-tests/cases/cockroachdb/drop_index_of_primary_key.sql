-- https://www.cockroachlabs.com/docs/v26.2/drop-index#parameters

CREATE TABLE t (id INT PRIMARY KEY);
-- error
DROP INDEX t@t_pkey CASCADE;
