-- https://www.cockroachlabs.com/docs/v26.2/create-table

CREATE TABLE p (id INT PRIMARY KEY);
-- error
CREATE TABLE t () INHERITS (p);
