CREATE TABLE t (a bit, b bit(8), c bit(64), d bit(0));
