CREATE DOMAIN pg_temp.filled AS text CHECK (value <> '');
CREATE TYPE pg_temp.pair AS (a int, b int);
CREATE TYPE pg_temp.mood AS ENUM ('ok');
