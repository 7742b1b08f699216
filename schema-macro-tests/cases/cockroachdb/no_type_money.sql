-- https://www.cockroachlabs.com/docs/v26.2/data-types#supported-types

CREATE TABLE kept (id INT PRIMARY KEY);
-- error
CREATE TABLE t (id INT PRIMARY KEY, a MONEY);
