CREATE TABLE p (a int, KEY (a)) ENGINE=MyISAM;
SET foreign_key_checks = 0;
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES p (a));
ALTER TABLE p RENAME COLUMN a TO b;
