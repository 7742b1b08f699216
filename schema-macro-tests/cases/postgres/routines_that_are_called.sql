CREATE TABLE a (id integer);
CREATE FUNCTION widen() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE a ADD COLUMN b text; END; $$;
CREATE PROCEDURE widen_more() LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE a ADD COLUMN c text; END; $$;
CREATE FUNCTION harmless() RETURNS integer LANGUAGE sql AS 'SELECT 1';
SELECT widen();
CALL widen_more();
SELECT harmless();
