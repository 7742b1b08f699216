/* block; /* nested; */ still; */
CREATE TABLE a ( -- line; comment
    id integer, /* in /* the */ middle */ b text DEFAULT 'semi; colon -- no comment /* none */',
    c text DEFAULT E'it\'s; escaped', d text DEFAULT $tag$ $$;$$ $tag$, "e;--" text DEFAULT U&'\0041;',
    f text DEFAULT 'two '
        'parts'
);;
;
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$ BEGIN EXECUTE 'SELECT 1;'; END; $body$;
CREATE TABLE b (id integer) -- no semicolon at the end
