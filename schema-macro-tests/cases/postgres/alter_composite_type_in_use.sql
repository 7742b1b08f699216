CREATE TYPE address AS (street text, number integer);
CREATE TABLE a (home address);
-- error
ALTER TYPE address ALTER ATTRIBUTE number TYPE bigint;
