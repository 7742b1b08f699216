CREATE TABLE p (a varchar(10) UNIQUE);
CREATE TABLE t (a varchar(10), FOREIGN KEY (a) REFERENCES p (a));
-- The key of the foreign key goes, though a FULLTEXT key serves none.
ALTER TABLE t ADD FULLTEXT KEY f (a);
ALTER TABLE t ADD b int;
ALTER TABLE t DROP KEY f;
CREATE TABLE t2 (a varchar(10), FULLTEXT KEY f (a));
ALTER TABLE t2 ADD FOREIGN KEY (a) REFERENCES p (a);
CREATE TABLE t3 (a varchar(10), KEY k (a), FULLTEXT KEY f (a), FOREIGN KEY (a) REFERENCES p (a));
