CREATE DOMAIN percent AS int CHECK (VALUE < 100);
CREATE DOMAIN gone AS text;
CREATE TYPE pair AS (a int, b text);
CREATE TABLE t (p percent, g gone);
-- to
CREATE DOMAIN percent AS int DEFAULT 1 NOT NULL CONSTRAINT percent_check CHECK (VALUE <= 100);
CREATE DOMAIN new AS numeric(12,2) NOT NULL CHECK (VALUE > 0);
CREATE TYPE pair AS (a int, c date);
CREATE TYPE range AS RANGE (subtype = int4);
CREATE TABLE t (p percent, g text, n new, r range);
