-- https://www.cockroachlabs.com/docs/v26.2/foreign-key#rules-for-creating-foreign-keys

CREATE TABLE p (id UUID PRIMARY KEY);
-- error
CREATE TABLE t (id INT PRIMARY KEY, p STRING REFERENCES p);
