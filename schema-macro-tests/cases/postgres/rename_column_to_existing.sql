CREATE TABLE a (id integer, b text);
-- error
ALTER TABLE a RENAME COLUMN id TO b;
