CREATE TYPE pair AS (x int);
-- error
ALTER TABLE pair ADD COLUMN y int;
