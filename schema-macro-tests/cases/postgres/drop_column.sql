CREATE TABLE parents (id integer PRIMARY KEY);
CREATE TABLE a (
    b integer, c integer REFERENCES parents, d integer, e integer,
    UNIQUE (b, d), UNIQUE (e), CHECK (b > d), CONSTRAINT e_only CHECK (e > 0), PRIMARY KEY (d, e)
);
CREATE UNIQUE INDEX a_partial ON a (e) WHERE c > 0;
CREATE UNIQUE INDEX a_expression ON a ((c + e));
ALTER TABLE a DROP b, DROP COLUMN c, DROP COLUMN IF EXISTS nothing;
ALTER TABLE a DROP d RESTRICT;
ALTER TABLE a ADD b text;
