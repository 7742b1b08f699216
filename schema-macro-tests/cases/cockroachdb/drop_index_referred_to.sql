-- https://www.cockroachlabs.com/docs/v26.2/drop-index
-- A foreign key stands on any unique index of its columns.

CREATE TABLE p (id INT PRIMARY KEY, a INT);
CREATE UNIQUE INDEX one ON p (a);
CREATE UNIQUE INDEX other ON p (a);
CREATE TABLE t (id INT PRIMARY KEY, a INT REFERENCES p (a));
DROP INDEX one;
-- error
DROP INDEX other;
