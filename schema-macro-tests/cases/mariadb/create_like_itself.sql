CREATE TABLE t (a int);
-- error
CREATE TABLE t LIKE t;
