CREATE TABLE a (id integer);
-- error
CREATE TABLE a (id integer);
