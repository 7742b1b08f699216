-- error
CREATE TABLE t (a char(256));
