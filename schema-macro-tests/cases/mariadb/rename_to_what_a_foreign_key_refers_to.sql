SET foreign_key_checks = 0;
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (b));
SET foreign_key_checks = 1;
CREATE TABLE o (b int, KEY (b));
RENAME TABLE o TO p;
