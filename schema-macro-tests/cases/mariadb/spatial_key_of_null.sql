-- error
CREATE TABLE t (a point, SPATIAL INDEX (a));
