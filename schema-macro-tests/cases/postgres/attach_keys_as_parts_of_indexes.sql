CREATE TABLE t (a int, b text) PARTITION BY LIST (a);
CREATE UNIQUE INDEX plain ON t (a);
ALTER TABLE t ADD UNIQUE (a);
CREATE TABLE one_key (a int UNIQUE, b text);
-- The index of its key is a part of the first index, and another key that of the second.
ALTER TABLE t ATTACH PARTITION one_key FOR VALUES IN (1);
CREATE TABLE like_it (LIKE t INCLUDING ALL);
ALTER TABLE t ATTACH PARTITION like_it FOR VALUES IN (2);
CREATE INDEX ON t (b);
ALTER TABLE t DETACH PARTITION like_it;
DROP INDEX like_it_a_idx;
DROP INDEX plain CASCADE;
