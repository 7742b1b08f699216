-- https://www.cockroachlabs.com/docs/v26.2/indexes#creation
-- A table without a primary key gets one on a hidden column.

CREATE TABLE t (a INT, b STRING);
