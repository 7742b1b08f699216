CREATE TABLE t (Id int, `Name` varchar(5), PRIMARY KEY (ID), KEY (NAME));
ALTER TABLE t MODIFY name varchar(9), DROP COLUMN iD;
