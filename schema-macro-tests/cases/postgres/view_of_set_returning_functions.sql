CREATE TABLE t (list int[], labels varchar(5)[]);
CREATE VIEW v AS SELECT n FROM generate_series(1, 3) AS n;
CREATE VIEW w AS SELECT * FROM generate_series(1::bigint, 3);
CREATE VIEW x AS SELECT element, position FROM t, unnest(t.list) WITH ORDINALITY AS u (element, position);
CREATE VIEW y AS SELECT unnest(labels) AS label, generate_subscripts(list, 1) FROM t;
CREATE VIEW z AS SELECT r FROM regexp_split_to_table('a b', ' ') AS r;
