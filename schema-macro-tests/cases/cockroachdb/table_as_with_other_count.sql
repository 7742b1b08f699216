-- https://www.cockroachlabs.com/docs/v26.2/create-table-as

CREATE TABLE t (id INT PRIMARY KEY, a INT);
-- error
CREATE TABLE u (one) AS SELECT id, a FROM t;
