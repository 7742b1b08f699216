CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a);
CREATE TABLE c (id integer PRIMARY KEY, b integer REFERENCES b, a integer REFERENCES a);
DROP TABLE c;
DROP TABLE IF EXISTS c, nothing;
DROP TABLE a CASCADE;
CREATE TABLE a (other text);
