CREATE TABLE p (id varchar(10) PRIMARY KEY);
CREATE TABLE c (a varchar(200), b char(5), FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id));
