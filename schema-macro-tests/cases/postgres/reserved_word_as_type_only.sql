-- error
CREATE TABLE t (left int);
