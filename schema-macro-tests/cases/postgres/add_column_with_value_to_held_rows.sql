-- Rows that a column holds can't be written anew; a column without a value leaves them as they are.
CREATE TABLE a (id int);
CREATE TABLE parted (id int) PARTITION BY LIST (id);
CREATE TABLE b (x a, y parted);
CREATE VIEW v AS SELECT a AS whole FROM a;
ALTER TABLE a ADD COLUMN n int NOT NULL;
ALTER TABLE parted ADD COLUMN n int DEFAULT 1;
-- error
ALTER TABLE a ADD COLUMN m int DEFAULT 1;
