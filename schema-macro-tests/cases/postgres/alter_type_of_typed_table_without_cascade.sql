CREATE TYPE pair AS (a int, b text);
CREATE TABLE t OF pair;
-- error
ALTER TYPE pair ADD ATTRIBUTE c date;
