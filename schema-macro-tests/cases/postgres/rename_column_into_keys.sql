CREATE TABLE parents (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE children (parent integer REFERENCES parents, code text REFERENCES parents (code), CHECK (parent > 0), UNIQUE (parent, code));
CREATE VIEW v AS SELECT id, code AS c FROM parents;
CREATE UNIQUE INDEX i ON children (code) WHERE parent > 1;
ALTER TABLE parents RENAME COLUMN id TO number;
ALTER TABLE parents RENAME code TO label;
ALTER TABLE children RENAME parent TO owner;
ALTER TABLE children RENAME code TO label;
ALTER TABLE children DROP owner;
