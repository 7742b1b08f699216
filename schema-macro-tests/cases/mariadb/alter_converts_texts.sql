CREATE TABLE t (a varchar(5), b text, c tinytext, d mediumtext, e enum('x'), f blob) CHARSET latin1;
ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
ALTER TABLE t CONVERT TO CHARACTER SET latin1;
ALTER TABLE t DEFAULT CHARACTER SET utf8mb4, ADD g text(60);
