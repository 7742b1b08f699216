CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX twice ON t (a, a);
-- error
ALTER TABLE t ADD UNIQUE USING INDEX twice;
