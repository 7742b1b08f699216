-- error
CREATE TABLE t (a int) NONSENSE=1;
