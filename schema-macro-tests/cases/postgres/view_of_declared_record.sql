CREATE VIEW v AS SELECT a, b FROM jsonb_to_record('{"a": 1}') AS x (a int, b varchar(3));
