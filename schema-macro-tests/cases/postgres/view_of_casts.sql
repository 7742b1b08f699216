CREATE TABLE t (a text, b numeric);
CREATE VIEW v AS
    SELECT a::varchar(20), b::numeric(5,1) AS b, CAST(a AS timestamp(3)) AS at, a::int[] AS list, a::text::bytea AS raw
    FROM t;
