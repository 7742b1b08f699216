CREATE SCHEMA other;
CREATE TYPE other.t AS ENUM ('a');
CREATE TABLE t (id int);
-- error
ALTER TABLE t SET SCHEMA other;
