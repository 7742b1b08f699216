-- error
ALTER TABLE a ADD COLUMN b text;
