-- error
CREATE TABLE t (a datetime(7));
