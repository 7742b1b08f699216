CREATE TABLE a (b int, c int PRIMARY KEY);
-- error
ALTER TABLE a MODIFY c int AS (b) STORED;
