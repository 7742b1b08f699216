CREATE TABLE pages (title VARCHAR(100), FULLTEXT KEY words (title));
-- error
ALTER TABLE pages MODIFY title INT;
