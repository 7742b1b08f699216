CREATE TABLE p (a varchar(10) UNIQUE);
-- error
CREATE TABLE t (a varchar(10), FULLTEXT KEY f (a), FOREIGN KEY (a) REFERENCES p (a));
