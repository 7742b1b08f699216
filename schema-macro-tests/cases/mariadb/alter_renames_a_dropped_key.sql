CREATE TABLE members (id INT, name VARCHAR(50), KEY ids (id), KEY names (name));
-- A key that goes with its column may be renamed, to no effect.
ALTER TABLE members DROP COLUMN id, RENAME KEY ids TO numbers;
-- error
ALTER TABLE members DROP KEY names, RENAME KEY IF EXISTS names TO called;
