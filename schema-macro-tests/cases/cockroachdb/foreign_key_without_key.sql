-- https://www.cockroachlabs.com/docs/v26.2/foreign-key#rules-for-creating-foreign-keys

CREATE TABLE p (id INT PRIMARY KEY, a INT, INDEX (a));
-- error
CREATE TABLE t (id INT PRIMARY KEY, a INT REFERENCES p (a));
