-- error
CREATE TABLE t (a int, FULLTEXT (a));
