-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key

CREATE TABLE p (id INT PRIMARY KEY, a INT NOT NULL);
CREATE TABLE t (id INT PRIMARY KEY, p INT REFERENCES p);
ALTER TABLE p ALTER PRIMARY KEY USING COLUMNS (a);
