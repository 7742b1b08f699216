CREATE TABLE x (y int);
CREATE TABLE t (a int, m datetime CHECK (m IS NOT NULL)) AS SELECT y AS M FROM x;
ALTER TABLE t ADD b int;
