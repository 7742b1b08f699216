CREATE FUNCTION make(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    name := 'another';
    EXECUTE 'CREATE TABLE ' || name || ' (a int)';
END $$;
-- refused
SELECT make('one');
