-- https://www.cockroachlabs.com/docs/v26.2/expression-indexes
-- Every expression is called expr.

CREATE TABLE t (id INT PRIMARY KEY, a INT, b STRING, INDEX ((a + 1)), INDEX (lower(b), (a + 1)), UNIQUE INDEX (b) WHERE a > 0);
CREATE INDEX ON t ((a + 2));
CREATE UNIQUE INDEX ON t (a) WHERE b IS NOT NULL;
CREATE INDEX part ON t (a) WHERE b = 'x';
