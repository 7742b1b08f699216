CREATE TABLE t (id int);
-- error
ALTER SEQUENCE t RENAME TO u;
