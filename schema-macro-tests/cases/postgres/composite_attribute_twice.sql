-- Of a composite type, too, no two attributes have one name.
CREATE TYPE point_in_time AS (x integer, y integer);
-- error
CREATE TYPE segment AS (x integer, y integer, x text);
