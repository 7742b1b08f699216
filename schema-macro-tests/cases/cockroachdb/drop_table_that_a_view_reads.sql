-- https://www.cockroachlabs.com/docs/v26.2/drop-table

CREATE TABLE t (id INT PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
CREATE TABLE u (id INT PRIMARY KEY);
CREATE VIEW w AS SELECT id FROM u;
DROP TABLE u CASCADE;
-- error
DROP TABLE t;
