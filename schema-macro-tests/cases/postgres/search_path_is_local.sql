-- client
CREATE SCHEMA app;
BEGIN;
SET LOCAL search_path = app;
CREATE TABLE a (id integer);
COMMIT;
CREATE TABLE b (id integer);
BEGIN;
SET search_path = app;
ROLLBACK;
CREATE TABLE c (id integer);
