-- https://www.cockroachlabs.com/docs/v26.2/constraints

-- error
CREATE TABLE t (id INT PRIMARY KEY, a INT, CHECK (a > 0), CONSTRAINT check_a CHECK (a < 9));
