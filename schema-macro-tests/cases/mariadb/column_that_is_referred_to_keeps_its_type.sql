CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (id));
ALTER TABLE p MODIFY id int COMMENT 'x';
-- error
ALTER TABLE p MODIFY id int unsigned;
