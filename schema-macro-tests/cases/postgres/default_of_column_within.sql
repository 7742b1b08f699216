-- error
CREATE TABLE t (a int, b int DEFAULT abs(a + 1));
