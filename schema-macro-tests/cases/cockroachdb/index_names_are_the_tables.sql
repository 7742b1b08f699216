-- https://www.cockroachlabs.com/docs/v26.2/create-index#parameters

CREATE TABLE t (id INT PRIMARY KEY, a INT, INDEX by_a (a));
CREATE TABLE u (id INT PRIMARY KEY, a INT, INDEX by_a (a));
CREATE TABLE by_a (id INT PRIMARY KEY);
-- error
CREATE INDEX by_a ON t (a, id);
