-- error
CREATE TABLE t (a varchar(800) PRIMARY KEY);
