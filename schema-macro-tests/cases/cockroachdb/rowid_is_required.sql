-- https://www.cockroachlabs.com/docs/v26.2/session-variables

SET require_explicit_primary_keys = true;
CREATE TABLE kept (id INT PRIMARY KEY);
-- error
CREATE TABLE t (a INT);
