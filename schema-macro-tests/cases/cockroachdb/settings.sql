-- https://www.cockroachlabs.com/docs/v26.2/set-vars

SET application_name = 'x';
SET SESSION statement_timeout = '5s';
SET TIME ZONE 'UTC';
SET sql_safe_updates = false;
SET autocommit_before_ddl = off;
SET CLUSTER SETTING kv.rangefeed.enabled = true;
SHOW default_int_size;
CREATE TABLE t (id INT PRIMARY KEY);
