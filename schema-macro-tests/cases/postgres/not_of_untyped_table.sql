CREATE TABLE t (id int);
-- error
ALTER TABLE t NOT OF;
