CREATE TABLE p (a char(3) UNIQUE) CHARSET utf8mb4;
SET foreign_key_checks = 0;
-- error
CREATE TABLE c (a char(3) REFERENCES p (a)) CHARSET latin1;
