CREATE TABLE t (a int);
-- error
ALTER TABLE t INHERIT t;
