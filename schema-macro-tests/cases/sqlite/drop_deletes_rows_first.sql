PRAGMA foreign_keys = ON;
CREATE TABLE groups (id INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE members (id INTEGER PRIMARY KEY, group_id INT REFERENCES groups ON DELETE CASCADE, leader INT REFERENCES members);
CREATE TABLE loans (id INTEGER PRIMARY KEY, member_id INT REFERENCES members (id) ON DELETE SET NULL, code TEXT REFERENCES groups (code));
-- The key to `code` is no unique one: nothing is done for it, and that is no error here.
DROP TABLE groups;
-- The rows of `loans` would be updated, and only the key of what changes is looked at.
DROP TABLE members;
