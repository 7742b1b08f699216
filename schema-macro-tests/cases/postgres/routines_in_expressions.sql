CREATE TABLE a (id integer);
CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE made (a int); RETURN 1; END $$;
DO $$ BEGIN PERFORM 1; END $$;
DO $$ DECLARE x int; BEGIN x := f(); END $$;
ALTER TABLE made RENAME TO by_assignment;
DO $$ DECLARE x int := f(); BEGIN NULL; END $$;
ALTER TABLE made RENAME TO by_declaration;
DO $$ DECLARE x int; BEGIN SELECT f() INTO x; END $$;
ALTER TABLE made RENAME TO by_select_into;
DO $$ BEGIN IF f() = 1 THEN NULL; END IF; END $$;
ALTER TABLE made RENAME TO by_condition;
CREATE FUNCTION g() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN f(); END $$;
SELECT g();
ALTER TABLE made RENAME TO by_return;
INSERT INTO a (id) VALUES ((SELECT max(id) FROM a WHERE id IN (1, 2, 3))), ((SELECT f()));
ALTER TABLE made RENAME TO by_insert;
UPDATE a SET id = f() WHERE id = 1;
ALTER TABLE made RENAME TO by_update;
WITH x AS (SELECT f()) SELECT * FROM x;
ALTER TABLE made RENAME TO by_query;
-- Nothing of this changes a table, so it does not matter how often it runs.
CREATE FUNCTION harmless() RETURNS SETOF integer LANGUAGE plpgsql AS $$
DECLARE
    r record;
    c CURSOR FOR SELECT f();
BEGIN
    FOR r IN EXECUTE 'INSERT INTO a VALUES (' || 5 || ') RETURNING id' LOOP
        RETURN NEXT r.id;
    END LOOP;
    FOR i IN 1..3 LOOP
        PERFORM abs(i);
        EXIT WHEN abs(i) = 2;
        CASE i WHEN 1 THEN RAISE NOTICE 'at %', abs(i); ELSE NULL; END CASE;
    END LOOP;
    RETURN QUERY SELECT abs(-1);
END $$;
SELECT * FROM harmless();
