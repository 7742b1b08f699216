CREATE TABLE a (id integer);
-- refused
DO $$
DECLARE
    t text;
BEGIN
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN b text', t);
    END LOOP;
END $$;
