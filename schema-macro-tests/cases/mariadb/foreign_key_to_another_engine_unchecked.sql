CREATE TABLE m (a int, b datetime) ENGINE=MyISAM;
SET foreign_key_checks = 0;
CREATE TABLE c (x inet6 REFERENCES m (b) ON UPDATE CASCADE);
