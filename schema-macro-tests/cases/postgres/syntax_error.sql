CREATE TABLE a (id integer);
-- error
ALTER TABLE a ADD COLUMN b text,, ADD COLUMN c text;
