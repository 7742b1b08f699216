CREATE TABLE a (x int);
-- error
CREATE TABLE b () INHERITS (a, a);
