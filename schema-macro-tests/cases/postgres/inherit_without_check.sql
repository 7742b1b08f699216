CREATE TABLE a (x int CONSTRAINT fine CHECK (x > 0));
CREATE TABLE b (x int);
-- error
ALTER TABLE b INHERIT a;
