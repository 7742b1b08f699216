CREATE TABLE t (a int, s date, e date, PERIOD FOR p (s, e));
