CREATE TABLE t (a int, b numeric(4,1));
CREATE VIEW v AS
    SELECT s.total, s.b, (SELECT max(b) FROM t) AS most, (SELECT t.a FROM t LIMIT 1), EXISTS (SELECT 1 FROM t) AS any,
        ARRAY(SELECT a FROM t) AS list
    FROM (SELECT sum(a) AS total, b FROM t GROUP BY b) AS s;
