-- error
CREATE TABLE t (a int, CHECK (1 = 1 AND lower(b) = 'x'));
