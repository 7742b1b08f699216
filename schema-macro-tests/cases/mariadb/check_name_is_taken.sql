-- error
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1), CONSTRAINT C CHECK (a > 2));
