-- error
CREATE TABLE t (a varchar(16384));
