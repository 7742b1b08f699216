CREATE TYPE one AS (a int);
CREATE TYPE two AS (b text, c int);
CREATE TABLE p (a one PRIMARY KEY);
CREATE TABLE t (a two REFERENCES p, b p REFERENCES p);
-- error
CREATE TABLE u (a int REFERENCES p);
