CREATE TABLE p (id varchar(10) PRIMARY KEY);
-- error
CREATE TABLE c (a varchar(10) CHARSET latin1, FOREIGN KEY (a) REFERENCES p (id));
