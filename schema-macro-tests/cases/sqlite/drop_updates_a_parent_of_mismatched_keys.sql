PRAGMA foreign_keys = ON;
CREATE TABLE groups (id INTEGER PRIMARY KEY, member_id INT REFERENCES members (code));
CREATE TABLE members (code INT, group_id INT REFERENCES groups ON DELETE SET NULL);
-- What refers to `members` is looked at, though it does not refer to what changes.
-- error
DROP TABLE groups;
