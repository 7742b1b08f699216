CREATE TABLE t (a);
ALTER TABLE t ADD COLUMN b AS (b);
-- error
CREATE INDEX i ON t (a, b);
