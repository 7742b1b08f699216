-- error
CREATE TABLE c (a, FOREIGN KEY (b) REFERENCES p (a));
