CREATE TABLE a (b text);
-- error
ALTER TABLE a ALTER COLUMN b TYPE integer;
