-- error
CREATE TABLE t (a int) PARTITION BY RANGE ((b + 1));
