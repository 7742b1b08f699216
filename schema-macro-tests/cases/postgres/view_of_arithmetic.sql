CREATE TABLE n (s smallint, i int, b bigint, r real, d double precision, x numeric(8,3));
CREATE VIEW v AS
    SELECT s + i AS si, i * b AS ib, i / 2 AS half, i / 2.0 AS exact, r * i AS ri, d - x AS dx, x * x AS xx, -s AS minus,
        i % 2 AS rest, i ^ 2 AS square, @ s AS absolute, s + '1' AS literal, i & 3 AS bits, (s + s) * b AS nested,
        abs(x) AS a, round(x, 1) AS r, floor(d) AS f, mod(i, 3) AS m, power(x, 2) AS p, sqrt(i) AS q
    FROM n;
