PRAGMA foreign_keys = ON;
CREATE TABLE groups (id INTEGER PRIMARY KEY);
CREATE TABLE members (id INT, group_id INT AS (id + 1) STORED REFERENCES groups ON DELETE SET NULL);
-- error
DROP TABLE groups;
