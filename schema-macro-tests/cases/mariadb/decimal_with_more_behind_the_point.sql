-- error
CREATE TABLE t (a decimal(5,6));
