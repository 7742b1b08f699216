CREATE TABLE p (id int PRIMARY KEY, x int);
-- error
CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (id, x));
