CREATE TABLE p (a char(3) UNIQUE) CHARSET utf8mb4;
CREATE TABLE c (a char(3)) CHARSET latin1;
SET foreign_key_checks = 0;
-- error
ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (a);
