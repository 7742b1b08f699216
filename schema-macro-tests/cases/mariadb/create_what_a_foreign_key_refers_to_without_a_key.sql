SET foreign_key_checks = 0;
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (b));
SET foreign_key_checks = 1;
-- error
CREATE TABLE p (b int);
