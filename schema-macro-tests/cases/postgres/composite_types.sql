CREATE TYPE address AS (street text, number integer, tags varchar(10)[]);
CREATE TABLE a (home address, others address[]);
ALTER TYPE address ADD ATTRIBUTE city text, DROP ATTRIBUTE tags;
ALTER TYPE address RENAME ATTRIBUTE street TO road;
CREATE TYPE place AS (a address, p point);
CREATE TABLE of_rows (r a);
