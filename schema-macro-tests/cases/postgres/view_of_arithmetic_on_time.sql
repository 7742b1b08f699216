CREATE TABLE t (d date, a timestamp, b timestamptz, i interval, o time);
CREATE VIEW v AS
    SELECT d - d AS days, d + 1 AS tomorrow, d + i AS later, a - a AS span, b + i AS moved, b - interval '1 day' AS past,
        i * 2 AS twice, d + o AS at, d + '1 day'::interval AS next
    FROM t;
