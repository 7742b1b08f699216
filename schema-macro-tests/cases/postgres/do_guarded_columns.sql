CREATE TABLE a (id integer);
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'b') THEN
        ALTER TABLE a ADD COLUMN b text;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'id') THEN
        ALTER TABLE a ADD COLUMN id bigint;
    END IF;
    BEGIN
        ALTER TABLE a ADD COLUMN b integer;
    EXCEPTION
        WHEN duplicate_column THEN RAISE NOTICE 'column b already exists';
    END;
END $$;
