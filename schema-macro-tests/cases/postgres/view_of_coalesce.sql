CREATE TABLE t (a int, b bigint, v varchar(5), x text, d date);
CREATE VIEW v AS
    SELECT coalesce(a, 0) AS a, coalesce(a, b) AS wide, coalesce(v, 'none') AS v, coalesce(v, x) AS x, coalesce(d, now()) AS at,
        coalesce(a, 1.5), greatest(a, b), least(a, 2), nullif(a, 0), nullif(v, '') AS n, nullif(b, a) AS m, coalesce(NULL, 'x') AS t
    FROM t;
