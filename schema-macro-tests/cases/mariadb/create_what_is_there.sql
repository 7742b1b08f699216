CREATE TABLE t (a int);
-- error
CREATE TABLE t (b int);
