-- https://www.cockroachlabs.com/docs/v26.2/column-families#manual-override

CREATE TABLE t (
    id INT PRIMARY KEY,
    a STRING FAMILY f1,
    b STRING CREATE FAMILY f2,
    c STRING CREATE IF NOT EXISTS FAMILY f1,
    FAMILY "primary" (id),
    FAMILY (d),
    d INT
);
ALTER TABLE t ADD COLUMN e INT CREATE FAMILY f3;
