CREATE TABLE parents (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE a (code text REFERENCES parents (code));
-- error
ALTER TABLE parents DROP COLUMN code;
