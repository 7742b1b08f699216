-- error
CREATE TABLE a AS SELECT * FROM nosuch;
