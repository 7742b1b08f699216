CREATE TABLE a (x);
PRAGMA writable_schema = ON;
-- refused
UPDATE sqlite_master SET sql = 'CREATE TABLE a (x, y)' WHERE name = 'a';
