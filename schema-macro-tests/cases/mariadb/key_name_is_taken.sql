-- error
CREATE TABLE t (a int, KEY x (a), UNIQUE X (a));
