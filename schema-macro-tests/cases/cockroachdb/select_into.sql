-- https://www.cockroachlabs.com/docs/v26.2/create-table-as

CREATE TABLE t (id INT PRIMARY KEY);
-- error
SELECT id INTO u FROM t;
