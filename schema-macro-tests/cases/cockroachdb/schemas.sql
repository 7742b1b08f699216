-- https://www.cockroachlabs.com/docs/v26.2/create-schema

CREATE SCHEMA IF NOT EXISTS one;
CREATE TABLE one.t (id INT PRIMARY KEY, a INT, INDEX i (a));
CREATE TABLE s (id INT PRIMARY KEY, a INT, INDEX i (a));
SET search_path = one, public;
CREATE TABLE u (id INT PRIMARY KEY);
ALTER TABLE public.s SET SCHEMA one;
DROP INDEX one.s@i;
ALTER SCHEMA one RENAME TO two;
