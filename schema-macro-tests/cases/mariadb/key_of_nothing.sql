-- error
CREATE TABLE t (a int, KEY (b));
