-- https://www.cockroachlabs.com/docs/v26.2/alter-index#rename-to

CREATE TABLE t (id INT PRIMARY KEY, a INT UNIQUE, b INT, INDEX i (b));
ALTER INDEX t@i RENAME TO j;
ALTER INDEX t_a_key RENAME TO one_a;
ALTER INDEX IF EXISTS none RENAME TO other;
ALTER INDEX t@j NOT VISIBLE;
ALTER INDEX t@j CONFIGURE ZONE USING num_replicas = 5;
ALTER INDEX t@j SPLIT AT VALUES (1), (2);
ALTER TABLE t RENAME CONSTRAINT t_pkey TO "primary";
-- error
ALTER INDEX t@j RENAME TO one_a;
