CREATE TABLE t (a int, b int);
ALTER TABLE t ADD c int, ADD d int AFTER c, MODIFY a int AFTER b, MODIFY b int AFTER c;
-- error
ALTER TABLE t CHANGE a e int AFTER a, ADD a int;
