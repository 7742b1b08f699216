CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
CREATE TABLE t (a int, code text DEFAULT next_code());
-- error
DROP FUNCTION next_code();
