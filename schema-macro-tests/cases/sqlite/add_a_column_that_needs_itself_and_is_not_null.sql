CREATE TABLE t (a);
-- error
ALTER TABLE t ADD COLUMN b NOT NULL AS (b || 'x');
