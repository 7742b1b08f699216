CREATE TABLE t (a int, b int4range, EXCLUDE USING gist (b WITH &&));
-- error
ALTER TABLE t ADD EXCLUDE USING gist (a WITH =);
