CREATE TABLE a (x int);
CREATE TABLE b (y int);
RENAME TABLE a TO tmp, b TO a, tmp TO b;
RENAME TABLE IF EXISTS nothing TO n;
