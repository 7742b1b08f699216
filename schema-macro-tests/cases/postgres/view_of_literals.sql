CREATE VIEW literals AS
    SELECT 1 AS one, 3000000000 AS big, 1.5 AS fraction, 1e3 AS exponent, 'text' AS txt, NULL AS nothing,
        true AS yes, B'101' AS bits, date '2020-01-01' AS day, interval '1' day AS span, ARRAY[1, 2] AS list;
