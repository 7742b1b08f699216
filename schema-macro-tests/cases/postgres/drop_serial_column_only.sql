CREATE TABLE parents (id serial, a int);
CREATE TABLE children () INHERITS (parents);
-- error
ALTER TABLE ONLY parents DROP COLUMN id;
