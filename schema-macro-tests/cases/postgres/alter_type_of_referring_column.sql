CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (parent_id int REFERENCES parent);
-- error
ALTER TABLE child ALTER COLUMN parent_id TYPE text;
