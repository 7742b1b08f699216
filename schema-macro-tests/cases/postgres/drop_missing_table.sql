-- error
DROP TABLE a;
