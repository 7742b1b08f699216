CREATE TABLE pages (title VARCHAR(100), body TEXT, note TEXT CHARACTER SET latin1, FULLTEXT KEY words (title, body));
ALTER TABLE pages ADD FULLTEXT KEY notes (note);
-- error
ALTER TABLE pages MODIFY body TEXT COLLATE utf8mb4_bin;
