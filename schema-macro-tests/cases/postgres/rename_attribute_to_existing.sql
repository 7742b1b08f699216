CREATE TYPE pair AS (a int, b text);
-- error
ALTER TYPE pair RENAME ATTRIBUTE a TO b;
