CREATE TABLE t (a int, KEY i (a));
-- error
CREATE INDEX i ON t (a);
