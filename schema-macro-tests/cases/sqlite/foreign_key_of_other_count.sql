-- error
CREATE TABLE c (a, b, FOREIGN KEY (a, b) REFERENCES p (a));
