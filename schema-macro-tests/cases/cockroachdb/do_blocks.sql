-- https://www.cockroachlabs.com/docs/v26.2/do
-- They hold no DDL.

CREATE TABLE t (id INT PRIMARY KEY);
DO $$ BEGIN INSERT INTO t VALUES (1); END $$;
-- error
DO $$ BEGIN CREATE TABLE u (id INT PRIMARY KEY); END $$;
