CREATE TYPE one AS (a int);
CREATE TYPE two AS (b text, c int);
CREATE TABLE p (a one[] PRIMARY KEY);
-- error
CREATE TABLE t (a two[] REFERENCES p);
