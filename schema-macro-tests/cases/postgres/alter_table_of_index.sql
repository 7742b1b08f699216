CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
ALTER TABLE i SET (fillfactor = 50);
-- error
ALTER TABLE i ADD COLUMN b int;
