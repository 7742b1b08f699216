CREATE TABLE a (b int);
-- error
CREATE TABLE c (d int PRIMARY KEY) AS SELECT b FROM a;
