CREATE TABLE t (d date, a timestamp, b timestamptz, i interval);
CREATE VIEW v AS
    SELECT now(), current_date, current_timestamp, localtimestamp, extract(year from d) AS y, date_part('month', a),
        date_trunc('day', b), date_trunc('day', a) AS plain, age(b), age(a, a) AS between_two, to_char(b, 'YYYY'),
        to_timestamp(0), to_date('1', 'Y'), make_date(2020, 1, 1), justify_days(i), b AT TIME ZONE 'UTC',
        a AT TIME ZONE 'UTC' AS zoned
    FROM t;
