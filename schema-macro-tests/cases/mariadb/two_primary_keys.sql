-- error
CREATE TABLE t (a int PRIMARY KEY, b int, PRIMARY KEY (b));
