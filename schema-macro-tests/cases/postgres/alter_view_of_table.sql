CREATE TABLE t (id int);
-- error
ALTER VIEW t SET SCHEMA public;
