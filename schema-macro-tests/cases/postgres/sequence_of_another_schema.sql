CREATE SCHEMA other;
CREATE TABLE t (id int);
-- error
CREATE SEQUENCE other.s OWNED BY t.id;
