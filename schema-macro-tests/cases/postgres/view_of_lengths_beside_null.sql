CREATE TABLE t (a varchar(5), n numeric(5,2));
CREATE VIEW v AS SELECT coalesce(a, NULL) AS b, coalesce(NULL, a) AS c, CASE WHEN true THEN a END AS d,
    CASE WHEN true THEN a ELSE a END AS e, nullif(a, 'x') AS f, coalesce(n, 0) AS g, coalesce(a, a) AS h,
    CASE WHEN true THEN NULL ELSE a END AS i, greatest(a, a) AS j, greatest(a, NULL) AS k FROM t;
