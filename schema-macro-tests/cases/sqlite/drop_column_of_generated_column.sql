CREATE TABLE a (id INTEGER, x, y AS (x));
-- error
ALTER TABLE a DROP COLUMN x;
