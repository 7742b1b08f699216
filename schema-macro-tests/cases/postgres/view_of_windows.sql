CREATE TABLE t (a int, b numeric(5,2));
CREATE VIEW v AS
    SELECT row_number() OVER (ORDER BY a), rank() OVER w, ntile(4) OVER w, lag(b) OVER w, lead(a, 1, 0) OVER w,
        first_value(b) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), sum(a) OVER w AS s,
        percent_rank() OVER w, count(*) FILTER (WHERE a > 1) OVER w AS c
    FROM t WINDOW w AS (PARTITION BY a ORDER BY b);
