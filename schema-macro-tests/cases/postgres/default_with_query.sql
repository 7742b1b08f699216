-- error
CREATE TABLE t (a int DEFAULT (SELECT 1));
