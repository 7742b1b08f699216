-- https://www.cockroachlabs.com/docs/v26.2/create-table

CREATE TYPE pair AS (x INT, y INT);
-- error
CREATE TABLE t OF pair;
