-- error
CREATE TABLE t (a int, b int, PRIMARY KEY (a)) PARTITION BY HASH (b);
