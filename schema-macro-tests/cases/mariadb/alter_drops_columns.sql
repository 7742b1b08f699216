CREATE TABLE t (a int, b int, c int, d int, KEY k (a, b), UNIQUE u (c), KEY (d));
ALTER TABLE t DROP a, DROP COLUMN c, DROP COLUMN IF EXISTS nothing, DROP COLUMN d RESTRICT;
