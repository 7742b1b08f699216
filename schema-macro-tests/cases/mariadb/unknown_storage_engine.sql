-- error
CREATE TABLE t (a int) ENGINE=nothing;
