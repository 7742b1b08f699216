-- https://www.cockroachlabs.com/docs/v26.2/sql-name-resolution

CREATE TABLE kept (id INT PRIMARY KEY);
-- refused
CREATE TABLE elsewhere.t (id INT PRIMARY KEY);
