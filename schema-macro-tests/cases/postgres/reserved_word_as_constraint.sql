-- error
CREATE TABLE t (a int, CONSTRAINT check CHECK (a > 1));
