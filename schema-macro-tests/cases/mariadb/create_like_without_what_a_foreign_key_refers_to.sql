SET foreign_key_checks = 0;
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (b));
SET foreign_key_checks = 1;
CREATE TABLE o (b bigint, KEY (b));
-- error
CREATE TABLE p LIKE o;
