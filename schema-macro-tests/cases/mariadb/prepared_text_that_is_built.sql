CREATE TABLE t (a int);
SET @s = concat('ALTER TABLE t ADD ', 'b int');
PREPARE s FROM @s;
-- refused
EXECUTE s;
