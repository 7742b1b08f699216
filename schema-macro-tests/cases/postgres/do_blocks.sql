CREATE TABLE a (id integer);
DO $$
DECLARE
    n integer := 0;
BEGIN
    ALTER TABLE a ADD COLUMN b text;
    EXECUTE 'ALTER TABLE a ADD COLUMN c text';
    EXECUTE 'CREATE INDEX a_' || 'b ON a (b)';
    EXECUTE format('UPDATE %I SET b = %L', 'a', 'x');
    SELECT count(*) INTO n FROM a;
    RAISE NOTICE 'n is %; done', n;
END;
$$ LANGUAGE plpgsql;
DO LANGUAGE plpgsql 'BEGIN CREATE TABLE b (id integer); END';
