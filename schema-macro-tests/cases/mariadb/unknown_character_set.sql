-- error
CREATE TABLE t (a int) CHARSET=nothing;
