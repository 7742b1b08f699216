-- https://www.cockroachlabs.com/docs/v26.2/primary-key

CREATE TABLE t (id INT UNIQUE PRIMARY KEY);
