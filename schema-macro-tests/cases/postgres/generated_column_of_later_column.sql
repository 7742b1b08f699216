CREATE TABLE t (twice int GENERATED ALWAYS AS (a * 2) STORED, a int);
