CREATE TYPE pair AS (a int, b text);
CREATE TABLE t OF pair;
-- error
ALTER TABLE t RENAME COLUMN a TO c;
