CREATE TABLE p (a int, b int, c int, PRIMARY KEY (a, b), KEY (c, a));
CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p (a, b), FOREIGN KEY (y, x) REFERENCES p (c, a));
