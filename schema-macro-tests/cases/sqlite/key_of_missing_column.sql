-- error
CREATE TABLE a (id INTEGER, UNIQUE (nosuch));
