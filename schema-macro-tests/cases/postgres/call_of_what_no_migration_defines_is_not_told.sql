CREATE EXTENSION lo;
CREATE EXTENSION citext;
CREATE TABLE t (a int);
CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int);
CREATE TYPE span AS RANGE (subtype = float8);
SELECT lo_oid(lo_creat(-1));
SELECT total(a) FROM t;
SELECT span(1, 2);
DO $$ BEGIN PERFORM set_config('a.b', 'c', true); END $$;
-- refused
SELECT citext_eq('a', 'A');
