CREATE TABLE t (a int);
CREATE TABLE T (b int);
-- error
ALTER TABLE t ADD B int, DROP COLUMN c;
