CREATE TABLE t (a int);
-- error
CREATE INDEX ON t (a) WHERE a + 1;
