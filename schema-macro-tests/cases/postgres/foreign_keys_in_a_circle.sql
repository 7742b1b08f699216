CREATE TABLE groups (id serial PRIMARY KEY, chair integer);
CREATE TABLE members (id serial PRIMARY KEY, group_id integer NOT NULL REFERENCES groups ON DELETE CASCADE, boss integer REFERENCES members);
ALTER TABLE groups ADD FOREIGN KEY (chair) REFERENCES members ON DELETE SET NULL;
