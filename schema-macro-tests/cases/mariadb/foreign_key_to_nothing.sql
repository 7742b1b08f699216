-- error
CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (id));
