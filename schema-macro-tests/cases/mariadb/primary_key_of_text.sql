-- error
CREATE TABLE t (a text PRIMARY KEY);
