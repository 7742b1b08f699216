CREATE SCHEMA one;
CREATE TABLE one.a (id integer);
CREATE TABLE a (id integer);
-- error
ALTER TABLE a SET SCHEMA one;
