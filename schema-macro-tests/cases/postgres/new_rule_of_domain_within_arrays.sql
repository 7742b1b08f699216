CREATE DOMAIN word AS text;
CREATE DOMAIN short AS word;
CREATE TABLE t (a word, b short);
ALTER DOMAIN word ADD CHECK (VALUE <> '');
ALTER TABLE t ADD COLUMN c word[];
-- error
ALTER DOMAIN word SET NOT NULL;
