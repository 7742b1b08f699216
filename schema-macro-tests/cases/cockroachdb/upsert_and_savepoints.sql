-- https://www.cockroachlabs.com/docs/v26.2/savepoint

BEGIN;
SAVEPOINT cockroach_restart;
CREATE TABLE t (id INT PRIMARY KEY);
UPSERT INTO t (id) VALUES (1);
RELEASE SAVEPOINT cockroach_restart;
COMMIT;
