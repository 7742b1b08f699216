CREATE TABLE a (b int, c int AS (b) VIRTUAL);
-- error
ALTER TABLE a MODIFY c int;
