CREATE TABLE m (a int) ENGINE=MyISAM;
SET foreign_key_checks = 0;
CREATE TABLE c (x int, FOREIGN KEY (x) REFERENCES m (a));
SET foreign_key_checks = 1;
DROP TABLE m;
