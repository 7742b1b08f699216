-- error
CREATE TABLE a (x integer REFERENCES nowhere (id));
