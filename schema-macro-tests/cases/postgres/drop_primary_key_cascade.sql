CREATE TABLE parents (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE children (parent integer REFERENCES parents, code text REFERENCES parents (code));
ALTER TABLE parents DROP CONSTRAINT parents_pkey CASCADE;
