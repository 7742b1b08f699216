CREATE TYPE pair AS (x int);
CREATE TABLE pairs OF pair;
-- error
ALTER TYPE pair ADD ATTRIBUTE y pairs CASCADE;
