CREATE TABLE m (a int NOT NULL UNIQUE) ENGINE=MyISAM;
SET foreign_key_checks = 0;
CREATE TABLE c (x int, FOREIGN KEY (x) REFERENCES m (a));
SET foreign_key_checks = 1;
ALTER TABLE m RENAME TO n;
CREATE TABLE m (a int NOT NULL UNIQUE);
