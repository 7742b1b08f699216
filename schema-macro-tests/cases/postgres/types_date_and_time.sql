CREATE TABLE a (a date, b time, c time(3), d time with time zone, e time(3) with time zone, f timetz, g timetz(2), h timestamp, i timestamp(0),
    j timestamp without time zone, k timestamp with time zone, l timestamp(6) with time zone, m timestamptz, n timestamptz(3), o interval, p interval(3),
    q interval year to month, r interval day to second(3), s interval hour, t interval second(2), u time(2) without time zone, v pg_catalog.timestamptz);
