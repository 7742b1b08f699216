CREATE TABLE p (id int PRIMARY KEY);
-- error
CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (x));
