CREATE TABLE a (x int);
CREATE TABLE b (x int);
-- error
RENAME TABLE a TO b;
