CREATE TABLE a (b integer CHECK (b > 0) CHECK (b < 10), c integer, CHECK (b > 1), CHECK (b < c), CHECK (c > b), UNIQUE (b), UNIQUE (c), UNIQUE (b, c), UNIQUE (c, b));
CREATE TABLE a_b_key1 (x integer);
ALTER TABLE a ADD UNIQUE (b), ADD UNIQUE (b), ADD CHECK (b <> 3), ADD CHECK (1 = 1);
CREATE TABLE p (x integer PRIMARY KEY, y integer REFERENCES p REFERENCES p, z integer);
