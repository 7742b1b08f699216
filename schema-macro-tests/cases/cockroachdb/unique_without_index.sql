-- https://www.cockroachlabs.com/docs/v26.2/unique

CREATE TABLE kept (id INT PRIMARY KEY);
-- error
CREATE TABLE t (id INT PRIMARY KEY, a INT UNIQUE WITHOUT INDEX);
