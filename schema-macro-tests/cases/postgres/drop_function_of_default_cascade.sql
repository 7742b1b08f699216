CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
CREATE TABLE t (a int, code text DEFAULT upper(next_code()));
DROP FUNCTION next_code() CASCADE;
