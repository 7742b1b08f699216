CREATE TABLE t (a int);
CREATE OR REPLACE TABLE t (b varchar(5), KEY (b));
CREATE OR REPLACE TABLE u (c int);
