-- https://www.cockroachlabs.com/docs/v26.2/sql-feature-support#constraints

CREATE TABLE p (id UUID PRIMARY KEY);
-- error
CREATE TABLE t (id INT PRIMARY KEY, p UUID REFERENCES p DEFERRABLE INITIALLY DEFERRED);
