CREATE TABLE parents (id integer PRIMARY KEY);
CREATE TABLE children (parent integer REFERENCES parents);
-- error
ALTER TABLE parents DROP CONSTRAINT parents_pkey;
