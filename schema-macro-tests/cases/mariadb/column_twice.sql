-- error
CREATE TABLE t (a int, A int);
