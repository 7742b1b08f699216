CREATE TABLE t (id varchar(20) PRIMARY KEY);
CREATE TABLE u (a "char" REFERENCES t, b char(3) REFERENCES t, c name REFERENCES t);
-- error
CREATE TABLE v (a int REFERENCES t);
