-- error
CREATE TABLE t (a varchar);
