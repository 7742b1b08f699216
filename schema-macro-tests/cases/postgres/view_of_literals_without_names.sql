CREATE VIEW one AS SELECT 1;
CREATE VIEW truth AS SELECT true;
CREATE VIEW day AS SELECT date '2020-01-01';
CREATE VIEW casts AS SELECT '1'::int, '2'::varchar(3), 'x'::character, '3'::double precision;
