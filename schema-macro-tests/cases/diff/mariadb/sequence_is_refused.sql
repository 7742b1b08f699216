-- refused: sequence `s`: it is on one side only, and none is written
CREATE TABLE t (a INT);
-- to
CREATE TABLE t (a INT);
CREATE SEQUENCE s;
