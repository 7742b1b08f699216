CREATE TYPE pair AS (x int);
CREATE TABLE pairs OF pair;
CREATE TABLE children (x int);
ALTER TABLE children INHERIT pairs;
ALTER TYPE pair ADD ATTRIBUTE y int CASCADE;
-- error
ALTER TABLE children DROP COLUMN IF EXISTS y;
