CREATE TABLE t (a int, b text) PARTITION BY LIST (a);
CREATE UNIQUE INDEX one ON t (a);
CREATE UNIQUE INDEX other ON t (a DESC NULLS LAST);
CREATE INDEX ON t (b);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t ADD UNIQUE (a, b);
-- Its own key comes behind that of its table, though it is the same.
CREATE TABLE t2 PARTITION OF t (UNIQUE (a, b)) FOR VALUES IN (2);
DROP INDEX one;
