CREATE TABLE t (a int, b int) PARTITION BY HASH (b);
-- error
ALTER TABLE t ADD UNIQUE (a);
