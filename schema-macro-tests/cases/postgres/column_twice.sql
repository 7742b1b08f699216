-- error
CREATE TABLE a (x integer, y integer, X text);
