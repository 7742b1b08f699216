-- A table that is dropped on commit leaves its name free.
BEGIN;
CREATE TEMP TABLE passing (id int) ON COMMIT DROP;
CREATE TEMPORARY TABLE passing_too ON COMMIT DROP AS SELECT 1::int AS id;
CREATE TEMP TABLE staying (id int) ON COMMIT DELETE ROWS;
COMMIT;
BEGIN;
CREATE TEMP TABLE passing (other text) ON COMMIT DROP;
CREATE TABLE kept (LIKE passing);
CREATE TABLE passing_too (id int);
COMMIT;
