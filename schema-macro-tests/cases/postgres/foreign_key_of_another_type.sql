CREATE TABLE parents (id integer PRIMARY KEY);
-- error
CREATE TABLE a (parent text REFERENCES parents);
