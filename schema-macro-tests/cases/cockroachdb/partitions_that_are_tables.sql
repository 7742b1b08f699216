-- https://www.cockroachlabs.com/docs/v26.2/partitioning

CREATE TABLE kept (id INT PRIMARY KEY);
-- error
CREATE TABLE t (id INT PRIMARY KEY) PARTITION BY RANGE (id);
