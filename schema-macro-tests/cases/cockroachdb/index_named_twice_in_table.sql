-- https://www.cockroachlabs.com/docs/v26.2/create-index#parameters

-- error
CREATE TABLE t (id INT PRIMARY KEY, a INT, INDEX i (id), INDEX i (a));
