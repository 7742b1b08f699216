CREATE TABLE a (b int, c int);
-- error
ALTER TABLE a MODIFY b int AS (b) STORED;
