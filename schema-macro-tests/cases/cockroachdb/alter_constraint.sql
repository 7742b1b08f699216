-- https://www.cockroachlabs.com/docs/v26.2/alter-table#subcommands

CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE t (id INT PRIMARY KEY, p INT CONSTRAINT to_p REFERENCES p);
-- error
ALTER TABLE t ALTER CONSTRAINT to_p DEFERRABLE;
