CREATE TABLE p (id varchar(10) PRIMARY KEY);
CREATE TABLE c (a varchar(10), FOREIGN KEY (a) REFERENCES p (id));
-- error
ALTER TABLE c MODIFY a varchar(20);
