DO $$ BEGIN
    CREATE TYPE status AS ENUM ('new', 'done');
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
    CREATE TYPE status AS ENUM ('other');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'status') THEN
        CREATE TYPE status AS ENUM ('never');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'kind') THEN
        CREATE TYPE kind AS ENUM ('a', 'b');
    END IF;
END
$$;
CREATE TABLE a (s status, k kind);
