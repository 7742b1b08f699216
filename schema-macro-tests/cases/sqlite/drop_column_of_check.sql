CREATE TABLE a (id INTEGER, x, CHECK (x > id));
-- error
ALTER TABLE a DROP COLUMN x;
