CREATE TABLE a (id integer);
CREATE FUNCTION widen(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE a ADD COLUMN ' || name || ' text'; END $$;
-- refused
SELECT widen(lower('B'));
