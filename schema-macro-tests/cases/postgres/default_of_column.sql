-- error
CREATE TABLE t (a int, b int DEFAULT a);
