CREATE TABLE a (id integer);
-- error
DO $body$ BEGIN NULL; END $$;
