-- https://www.cockroachlabs.com/docs/v26.2/drop-index

CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, INDEX i (a), INDEX j (b), UNIQUE INDEX u (a));
CREATE UNIQUE INDEX free ON t (b);
DROP INDEX t@i;
DROP INDEX IF EXISTS t@i, j;
DROP INDEX free;
DROP INDEX public.t@u CASCADE;
DROP INDEX IF EXISTS none;
-- error
DROP INDEX none;
