-- https://www.cockroachlabs.com/docs/v26.2/create-table-as
-- What a function gives that is not known is not guessed.

CREATE TABLE t (id INT PRIMARY KEY);
CREATE TABLE u AS SELECT st_makepoint(1, 2) AS p FROM t;
