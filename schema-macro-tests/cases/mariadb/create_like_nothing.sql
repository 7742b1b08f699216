-- error
CREATE TABLE t LIKE nothing;
