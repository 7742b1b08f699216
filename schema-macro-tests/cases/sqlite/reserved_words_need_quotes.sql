-- error
CREATE TABLE order (x);
