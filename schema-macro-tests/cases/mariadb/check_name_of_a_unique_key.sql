-- error
CREATE TABLE t (a int, CONSTRAINT c UNIQUE (a), CONSTRAINT c CHECK (a > 2));
