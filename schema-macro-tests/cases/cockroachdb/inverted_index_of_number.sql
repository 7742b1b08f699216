-- https://www.cockroachlabs.com/docs/v26.2/inverted-indexes

CREATE TABLE t (id INT PRIMARY KEY, a INT);
-- error
CREATE INVERTED INDEX ON t (a);
