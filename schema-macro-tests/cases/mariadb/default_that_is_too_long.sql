-- error
CREATE TABLE t (a varchar(2) DEFAULT 'abc');
