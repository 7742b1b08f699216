-- https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-constraint

CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL);
-- error
ALTER TABLE t DROP CONSTRAINT t_pkey;
