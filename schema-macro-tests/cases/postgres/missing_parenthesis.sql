-- error
CREATE TABLE a (id integer, b text;
CREATE TABLE c (id integer);
