-- error
CREATE TABLE t (a int, KEY `PRIMARY` (a));
