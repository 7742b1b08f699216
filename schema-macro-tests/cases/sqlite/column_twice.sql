-- error
CREATE TABLE a (x, X);
