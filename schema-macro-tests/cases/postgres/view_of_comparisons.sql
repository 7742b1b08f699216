CREATE TABLE t (a int, b text, c int[], j jsonb);
CREATE VIEW v AS
    SELECT a = 1 AS e, a <> 2 OR b IS NULL AS o, NOT a > 3 AS n, b LIKE 'x%' AS l, a BETWEEN 1 AND 2 AS w, a IN (1, 2) AS i,
        a = ANY (c) AS y, c @> ARRAY[1] AS h, j ? 'k' AS k, b ~ 'x' AS m, a IS DISTINCT FROM 1 AS d, b SIMILAR TO 'y' AS s
    FROM t;
