-- https://www.cockroachlabs.com/docs/v26.2/alter-table#add-constraint

CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL);
-- error
ALTER TABLE t ADD PRIMARY KEY (a);
