CREATE TABLE t (a text, b varchar(5), FULLTEXT (a, b), FULLTEXT KEY ft (b));
ALTER TABLE t ADD FULLTEXT INDEX (a);
