CREATE TABLE other (b int);
-- error
CREATE TABLE t (a int, CHECK (a IN (SELECT b FROM other)));
