CREATE TABLE a (b integer, c integer GENERATED ALWAYS AS (b + 1) STORED);
-- error
ALTER TABLE a DROP COLUMN b;
