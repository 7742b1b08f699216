CREATE TABLE a (b int);
-- error
DROP TABLE IF EXISTS a, a;
