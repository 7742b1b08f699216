-- error
CREATE TABLE t (a int4range, EXCLUDE USING gist (b WITH &&));
