CREATE TABLE t (a int);
ALTER TABLE t ALTER a TYPE int, ALTER a TYPE bigint;
-- error
ALTER TABLE t ALTER a TYPE text, ALTER a TYPE varchar;
