CREATE TABLE a (b int, KEY k (b));
-- error
ALTER TABLE a RENAME KEY k TO l, RENAME KEY k TO m;
