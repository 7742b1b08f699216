-- error
CREATE TABLE t (a int CHECK (zz > 1));
