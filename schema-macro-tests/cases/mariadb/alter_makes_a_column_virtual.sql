CREATE TABLE a (b int, c int AS (b) VIRTUAL, d int AS (b) STORED, e int);
ALTER TABLE a MODIFY e int AS (b) STORED;
ALTER TABLE a MODIFY d int, MODIFY e bigint AS (b + 1) STORED;
ALTER TABLE a MODIFY c bigint AS (b + 1);
-- error
ALTER TABLE a MODIFY d int AS (b) VIRTUAL;
