-- error
CREATE TABLE order (a int);
