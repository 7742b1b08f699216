CREATE TABLE a (a int, b int2, c int4, d int8, e integer, f smallint, g bigint, h float, i float(24), j float(25), k float4, l float8, m real,
    n double precision, o decimal, p decimal(10), q numeric(10,2), r dec(5,1), s pg_catalog.int4, t "int4", u pg_catalog.numeric(3, 1), v numeric(3,-2));
