CREATE TABLE a (id int);
CREATE TABLE b (label text) INHERITS (a);
-- error
ALTER TABLE a ADD COLUMN label int;
