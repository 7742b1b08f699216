CREATE TABLE a (x integer, CONSTRAINT positive CHECK (x > 0));
CREATE TABLE b (y text, x integer, CONSTRAINT positive CHECK (x > 0));
ALTER TABLE b INHERIT a;
ALTER TABLE a RENAME x TO z;
DROP TABLE a CASCADE;
