-- error
CREATE TABLE t (KEY (a));
