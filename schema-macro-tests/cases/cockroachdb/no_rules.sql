-- https://www.cockroachlabs.com/docs/v26.2/sql-statements

CREATE TABLE t (id INT PRIMARY KEY);
-- error
CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING;
