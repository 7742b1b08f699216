-- https://www.cockroachlabs.com/docs/v26.2/views#view-dependencies

CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT);
CREATE VIEW v AS SELECT id, a FROM t;
ALTER TABLE t DROP COLUMN b;
-- error
ALTER TABLE t DROP COLUMN a;
