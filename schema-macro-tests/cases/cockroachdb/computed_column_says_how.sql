-- https://www.cockroachlabs.com/docs/v26.2/computed-columns#define-computed-columns

-- error
CREATE TABLE t (id INT PRIMARY KEY, b INT AS (id + 1));
