-- https://www.cockroachlabs.com/docs/v26.2/indexes
-- Documents have an order, vectors have none.

CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3), j JSONB);
CREATE INDEX ON t (j);
-- error
CREATE INDEX ON t (v);
