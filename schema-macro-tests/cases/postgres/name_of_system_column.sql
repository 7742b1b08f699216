-- error
CREATE TABLE t (a int, ctid text);
