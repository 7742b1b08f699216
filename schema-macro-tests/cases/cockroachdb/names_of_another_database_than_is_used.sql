-- https://www.cockroachlabs.com/docs/v26.2/sql-name-resolution

USE one;
CREATE TABLE t (id INT PRIMARY KEY);
-- refused
ALTER TABLE two.public.t ADD COLUMN a INT;
