-- https://www.cockroachlabs.com/docs/v26.2/alter-table#rename-to
-- Keys keep their names, which are free for another table.

CREATE TABLE t (id INT PRIMARY KEY, a INT UNIQUE);
CREATE TABLE c (id INT PRIMARY KEY, t INT REFERENCES t);
ALTER TABLE t RENAME TO u;
CREATE INDEX ON u (a);
CREATE TABLE t (id INT PRIMARY KEY);
