CREATE TABLE t (a int);
-- error
ALTER TABLE t ADD COLUMN b int AFTER c;
