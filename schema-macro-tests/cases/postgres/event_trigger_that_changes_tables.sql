CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'dropped'; END $$;
CREATE EVENT TRIGGER notes_it ON sql_drop EXECUTE FUNCTION note();
CREATE FUNCTION make() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE IF NOT EXISTS made (a int); END $$;
-- refused
CREATE EVENT TRIGGER makes_it ON sql_drop EXECUTE FUNCTION make();
