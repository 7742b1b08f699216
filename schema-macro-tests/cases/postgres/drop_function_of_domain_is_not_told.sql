CREATE FUNCTION is_fine(n int) RETURNS bool LANGUAGE sql AS $$ SELECT n > 0 $$;
CREATE DOMAIN fine AS int CHECK (is_fine(VALUE));
-- refused
DROP FUNCTION is_fine(int) CASCADE;
