CREATE TABLE t (a int, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE u () INHERITS (t);
-- error
ALTER TABLE u RENAME CONSTRAINT positive TO not_negative;
