-- https://www.cockroachlabs.com/docs/v26.2/postgresql-compatibility#postgresql-range-types

CREATE TABLE kept (id INT PRIMARY KEY);
-- error
CREATE TABLE t (id INT PRIMARY KEY, a INT4RANGE);
