CREATE TABLE pages (title VARCHAR(100) CHARACTER SET utf16);
-- error
CREATE FULLTEXT INDEX words ON pages (title);
