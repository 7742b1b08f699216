CREATE TABLE t (a int, b bigint, v varchar(5), w varchar(5), x text);
CREATE VIEW cases AS
    SELECT CASE WHEN a > 1 THEN a ELSE b END AS wide, CASE a WHEN 1 THEN 'one' ELSE 'more' END AS txt,
        CASE WHEN a = 1 THEN v ELSE w END AS same, CASE WHEN a = 1 THEN v END AS without, CASE WHEN true THEN v ELSE x END AS mixed,
        CASE WHEN a = 1 THEN 1 ELSE 2.5 END AS n, CASE WHEN a = 1 THEN a ELSE b END, CASE WHEN a = 1 THEN 1 ELSE 2 END
    FROM t;
