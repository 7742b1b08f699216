-- client
\set ON_ERROR_STOP on
\echo it begins
CREATE TABLE a (id integer);
\timing off
ALTER TABLE a ADD b text;
\unset ON_ERROR_STOP
