CREATE TABLE parents (a int);
CREATE TABLE children () INHERITS (parents);
-- error
ALTER TABLE parents ADD COLUMN b children;
