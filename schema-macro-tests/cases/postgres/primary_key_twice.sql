-- error
CREATE TABLE a (x integer PRIMARY KEY, y integer, PRIMARY KEY (y));
