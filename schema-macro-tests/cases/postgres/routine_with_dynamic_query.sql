-- What has rows is a query, whatever it says, and nothing that changes a table can be called.
CREATE FUNCTION explain(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || lower(query) LOOP
        RETURN NEXT line;
    END LOOP;
    EXECUTE query INTO line;
    RETURN QUERY EXECUTE upper(query);
END $$;
SELECT * FROM explain('VALUES (''A'')');
