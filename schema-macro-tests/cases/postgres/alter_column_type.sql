CREATE TABLE a (id serial PRIMARY KEY, b varchar(10) NOT NULL DEFAULT 'x' UNIQUE, c text, d numeric);
ALTER TABLE a ALTER id TYPE bigint, ALTER COLUMN b SET DATA TYPE varchar(200), ALTER COLUMN c TYPE integer USING c::integer + 1,
    ALTER d TYPE numeric(12, 2) USING round(d, 2);
ALTER TABLE a ALTER b TYPE text COLLATE "C";
ALTER TABLE a ALTER c DROP DEFAULT, ALTER c SET DEFAULT 5, ALTER c TYPE smallint;
