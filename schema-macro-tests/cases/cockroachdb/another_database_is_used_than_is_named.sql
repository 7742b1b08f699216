-- https://www.cockroachlabs.com/docs/v26.2/sql-name-resolution

CREATE TABLE one.public.t (id INT PRIMARY KEY);
-- refused
USE two;
