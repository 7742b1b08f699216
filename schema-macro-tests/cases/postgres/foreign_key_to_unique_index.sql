CREATE TABLE parents (id integer, code text);
CREATE UNIQUE INDEX parents_code ON parents (code);
CREATE TABLE a (code text REFERENCES parents (code));
