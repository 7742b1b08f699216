CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (parent_id int REFERENCES parent);
ALTER TABLE parent ALTER COLUMN id TYPE bigint;
-- error
ALTER TABLE parent ALTER COLUMN id TYPE uuid USING NULL::uuid;
