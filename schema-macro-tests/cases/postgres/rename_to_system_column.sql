CREATE TABLE t (a int);
-- error
ALTER TABLE t RENAME a TO xmin;
