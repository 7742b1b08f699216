-- https://www.cockroachlabs.com/docs/v26.2/rollback-transaction

BEGIN;
CREATE TABLE t (id INT PRIMARY KEY);
SET default_int_size = 4;
ROLLBACK;
CREATE TABLE u (id INT PRIMARY KEY);
