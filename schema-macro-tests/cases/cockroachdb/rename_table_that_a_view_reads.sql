-- https://www.cockroachlabs.com/docs/v26.2/views#view-dependencies

CREATE TABLE t (id INT PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
-- error
ALTER TABLE t RENAME TO u;
