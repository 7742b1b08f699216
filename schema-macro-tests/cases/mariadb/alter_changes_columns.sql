CREATE TABLE t (a int NOT NULL DEFAULT 1 COMMENT 'a', b varchar(5), c int);
ALTER TABLE t MODIFY a bigint, CHANGE b bb varchar(9) NOT NULL AFTER c, MODIFY COLUMN c int FIRST;
ALTER TABLE t CHANGE COLUMN A A int unsigned, MODIFY COLUMN IF EXISTS nothing int, CHANGE IF EXISTS nothing n int;
