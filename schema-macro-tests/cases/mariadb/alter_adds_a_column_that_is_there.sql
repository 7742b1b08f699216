CREATE TABLE t (a int);
-- error
ALTER TABLE t ADD COLUMN A int;
