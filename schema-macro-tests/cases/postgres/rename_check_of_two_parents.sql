CREATE TABLE a (x int, CONSTRAINT positive CHECK (x > 0));
CREATE TABLE b (x int, CONSTRAINT positive CHECK (x > 0));
CREATE TABLE c () INHERITS (a, b);
-- error
ALTER TABLE a RENAME CONSTRAINT positive TO not_negative;
