-- error
CREATE TABLE t (a int, KEY (a(2)));
