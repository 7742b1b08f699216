CREATE EXTENSION citext;
CREATE TABLE t (a int);
-- refused
DO $$ BEGIN IF EXISTS (SELECT FROM t) THEN PERFORM citext_eq('a', 'A'); END IF; END $$;
