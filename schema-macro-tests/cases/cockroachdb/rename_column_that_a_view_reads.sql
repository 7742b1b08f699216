-- https://www.cockroachlabs.com/docs/v26.2/views#view-dependencies

CREATE TABLE t (id INT PRIMARY KEY, a INT);
CREATE VIEW v AS SELECT id FROM t;
ALTER TABLE t RENAME COLUMN a TO b;
-- error
ALTER TABLE t RENAME COLUMN id TO key;
