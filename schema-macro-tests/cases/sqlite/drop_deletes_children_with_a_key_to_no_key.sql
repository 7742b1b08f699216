PRAGMA foreign_keys = ON;
CREATE TABLE groups (id INTEGER PRIMARY KEY, code TEXT COLLATE NOCASE);
CREATE UNIQUE INDEX codes ON groups (code COLLATE BINARY);
CREATE TABLE members (id INTEGER PRIMARY KEY, group_id INT REFERENCES groups ON DELETE CASCADE, parent INT);
CREATE TABLE visits (member_id INT REFERENCES members (id), code TEXT REFERENCES members (parent));
-- error
DROP TABLE groups;
