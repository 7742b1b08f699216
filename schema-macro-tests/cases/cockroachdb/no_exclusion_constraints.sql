-- https://www.cockroachlabs.com/docs/v26.2/constraints#supported-constraints

-- error
CREATE TABLE t (id INT PRIMARY KEY, a INT, EXCLUDE USING gist (a WITH =));
