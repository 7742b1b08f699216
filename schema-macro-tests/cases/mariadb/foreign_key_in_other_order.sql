CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
-- error
CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p (b, a));
