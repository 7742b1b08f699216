CREATE TABLE t (a int);
DO $outer$
#variable_conflict use_column
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') THEN
            BEGIN
                EXECUTE $inner$ DO $$ BEGIN ALTER TABLE t ADD COLUMN b text; END $$ $inner$;
            END;
        END IF;
    END;
END
$outer$;
