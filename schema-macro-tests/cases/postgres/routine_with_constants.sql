CREATE TABLE a (id integer);
CREATE FUNCTION widen(wide text, added text DEFAULT 'b') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = wide AND column_name = added) THEN
        EXECUTE format('ALTER TABLE %I ADD COLUMN %I text NOT NULL DEFAULT %L', wide, added, added);
        EXECUTE 'COMMENT ON COLUMN ' || quote_ident(wide) || '.' || quote_ident(added) || ' IS ' || quote_literal('new');
    END IF;
END $$;
SELECT widen('a', 'b');
SELECT widen('a', 'b');
SELECT widen(added => 'c', wide => 'a');
CREATE FUNCTION make(text, integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'CREATE TABLE ' || $1 || ' (a varchar(' || $2 || '))';
END $$;
SELECT make('one', 1), make('two', 2);
