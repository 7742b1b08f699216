SET foreign_key_checks = 0;
CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE);
CREATE TABLE d (a int, FOREIGN KEY (a) REFERENCES never (id));
CREATE TABLE p (id int PRIMARY KEY);
SET foreign_key_checks = 1;
CREATE TABLE e (a int, FOREIGN KEY (a) REFERENCES p (id));
