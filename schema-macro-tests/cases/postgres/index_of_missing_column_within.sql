CREATE TABLE t (a text);
-- error
CREATE INDEX ON t (lower(b));
