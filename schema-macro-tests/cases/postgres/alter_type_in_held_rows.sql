-- A domain over the rows of a table counts as well.
CREATE TABLE a (id varchar(5));
CREATE DOMAIN d AS a;
CREATE TABLE b (x d);
-- error
ALTER TABLE a ALTER COLUMN id TYPE varchar(10);
