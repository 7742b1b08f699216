CREATE TABLE t (a varchar(10), b text, UNIQUE k (a), UNIQUE h (b), CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a));
-- MariaDB copies such a table and leaves the foreign key: https://jira.mariadb.org/browse/MDEV-35026
-- refused
ALTER TABLE t DROP CONSTRAINT f;
