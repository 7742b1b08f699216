-- https://www.cockroachlabs.com/docs/v26.2/check#syntax
-- Checks are named after the columns that they read, those of the table first.

CREATE TABLE t (
    id INT PRIMARY KEY,
    a INT CHECK (a > 0),
    b INT CHECK (b > a) CHECK (b < 9),
    CHECK (a < 5),
    CHECK (a < 0 OR b > 0 OR a > 10),
    CONSTRAINT named CHECK (a <> b)
);
ALTER TABLE t ADD CHECK (a < 100);
