-- error
CREATE TABLE t (a int AUTO_INCREMENT, b int, KEY (b, a));
