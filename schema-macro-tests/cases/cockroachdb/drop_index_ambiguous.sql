-- https://www.cockroachlabs.com/docs/v26.2/drop-index#parameters

CREATE TABLE t (id INT PRIMARY KEY, a INT, INDEX i (a));
CREATE TABLE u (id INT PRIMARY KEY, a INT, INDEX i (a));
-- error
DROP INDEX i;
