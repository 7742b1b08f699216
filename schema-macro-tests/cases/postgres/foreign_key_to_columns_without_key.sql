CREATE TABLE parents (id integer, code text);
-- error
CREATE TABLE a (parent integer REFERENCES parents (id));
