-- error
CREATE TABLE a (x integer, UNIQUE (y));
