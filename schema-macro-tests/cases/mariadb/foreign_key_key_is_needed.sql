CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (a int, KEY k (a), FOREIGN KEY (a) REFERENCES p (id));
-- error
DROP INDEX k ON c;
