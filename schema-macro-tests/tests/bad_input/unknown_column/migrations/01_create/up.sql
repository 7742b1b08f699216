CREATE TABLE group_members (id SERIAL PRIMARY KEY, first_name TEXT);
ALTER TABLE group_members ALTER COLUMN frist_name SET NOT NULL;
