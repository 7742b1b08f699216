CREATE TABLE a (x int);
-- error
CREATE TABLE t (id int AUTO_INCREMENT);
