CREATE TABLE a (id integer);
-- error
/* CREATE TABLE b (id integer);
