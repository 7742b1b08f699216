CREATE TABLE a (id integer PRIMARY KEY, name text);
CREATE TABLE IF NOT EXISTS a (id bigint, other text NOT NULL);
