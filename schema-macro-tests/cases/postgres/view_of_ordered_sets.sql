CREATE TABLE t (a int, d double precision, i interval);
CREATE VIEW v AS
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY d), percentile_disc(0.5) WITHIN GROUP (ORDER BY a) AS disc,
        mode() WITHIN GROUP (ORDER BY a), percentile_cont(0.5) WITHIN GROUP (ORDER BY i) AS i
    FROM t;
