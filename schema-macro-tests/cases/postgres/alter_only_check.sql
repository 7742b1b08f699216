CREATE TABLE assets (id int);
CREATE TABLE boats () INHERITS (assets);
-- error
ALTER TABLE ONLY assets ADD CHECK (id > 0);
