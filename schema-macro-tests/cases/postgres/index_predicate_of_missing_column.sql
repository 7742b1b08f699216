CREATE TABLE t (a text);
-- error
CREATE INDEX ON t (a) WHERE true AND b IS NULL;
