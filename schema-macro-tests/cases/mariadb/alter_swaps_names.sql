CREATE TABLE t (a int, b varchar(5));
ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO a;
ALTER TABLE t CHANGE a b varchar(6), CHANGE b a bigint;
