SET foreign_key_checks = 0;
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (b));
CREATE TABLE p (b bigint, KEY (b));
