CREATE TABLE a (id integer);
-- error
ALTER TABLE a ADD b text, RENAME id TO c;
