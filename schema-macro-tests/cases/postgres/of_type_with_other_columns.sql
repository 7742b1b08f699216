CREATE TYPE pair AS (a int, b text);
CREATE TABLE same (a int, b text);
ALTER TABLE same OF pair;
CREATE TABLE other (a int, b text, c date);
-- error
ALTER TABLE other OF pair;
