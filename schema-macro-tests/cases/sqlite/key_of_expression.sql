-- error
CREATE TABLE a (id INTEGER, UNIQUE (id + 1));
