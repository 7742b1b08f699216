CREATE TABLE pages (body TEXT, copy TEXT AS (concat(body, 'x')) STORED, FULLTEXT KEY (copy));
CREATE TABLE notes (body TEXT, copy TEXT AS (concat(body, 'x')) VIRTUAL, FULLTEXT KEY (copy)) ENGINE=MyISAM;
CREATE TABLE letters (body TEXT, copy TEXT AS (concat(body, 'x')) VIRTUAL);
-- error
ALTER TABLE letters ADD FULLTEXT KEY (copy);
