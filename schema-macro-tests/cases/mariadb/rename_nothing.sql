CREATE TABLE a (x int);
-- error
RENAME TABLE nothing TO b;
