CREATE TABLE a (x integer, y text);
CREATE TABLE b (y text NOT NULL, z text);
CREATE TABLE c (own text) INHERITS (a, b);
ALTER TABLE a DROP y;
ALTER TABLE c NO INHERIT b;
DROP TABLE b;
ALTER TABLE a ADD own text;
