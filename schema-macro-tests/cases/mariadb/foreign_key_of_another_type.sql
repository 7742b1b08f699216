CREATE TABLE p (id int unsigned PRIMARY KEY);
-- error
CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (id));
