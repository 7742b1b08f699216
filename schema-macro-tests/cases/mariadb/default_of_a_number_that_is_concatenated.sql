CREATE TABLE t (a int DEFAULT (concat('1', '2')), b varchar(9) NOT NULL DEFAULT (concat('a', 'b')));
-- error
ALTER TABLE t MODIFY b int NOT NULL FIRST, ALTER b SET DEFAULT (concat('a', 'b'));
