-- https://www.cockroachlabs.com/docs/v26.2/drop-index

CREATE TABLE p (id INT PRIMARY KEY, a INT UNIQUE);
CREATE TABLE t (id INT PRIMARY KEY, a INT REFERENCES p (a));
DROP INDEX p@p_a_key CASCADE;
