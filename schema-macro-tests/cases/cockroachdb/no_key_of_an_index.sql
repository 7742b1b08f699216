-- https://www.cockroachlabs.com/docs/v26.2/alter-table#add-constraint

CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL);
CREATE UNIQUE INDEX i ON t (a);
-- error
ALTER TABLE t ADD CONSTRAINT one UNIQUE USING INDEX i;
