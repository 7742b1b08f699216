-- error
CREATE TABLE t (user text);
