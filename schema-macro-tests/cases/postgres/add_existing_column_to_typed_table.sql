CREATE TYPE pair AS (a int, b text);
CREATE TABLE t OF pair;
-- error
ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;
