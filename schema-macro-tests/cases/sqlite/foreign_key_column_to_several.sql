-- error
CREATE TABLE c (a REFERENCES p (a, b));
