CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE c () INHERITS (a, b);
-- error
ALTER TABLE a RENAME COLUMN id TO number;
