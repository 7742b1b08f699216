-- error
CREATE TABLE t (a decimal(66));
