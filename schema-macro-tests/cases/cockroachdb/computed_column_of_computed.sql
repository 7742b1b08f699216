-- https://www.cockroachlabs.com/docs/v26.2/computed-columns#considerations

-- error
CREATE TABLE t (id INT PRIMARY KEY, b INT AS (id + 1) STORED, c INT AS (b + 1) STORED);
