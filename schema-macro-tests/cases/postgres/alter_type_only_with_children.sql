CREATE TABLE parents (a int);
ALTER TABLE ONLY parents ALTER a TYPE bigint;
CREATE TABLE children () INHERITS (parents);
-- error
ALTER TABLE ONLY parents ALTER a TYPE numeric;
