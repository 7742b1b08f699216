-- https://www.cockroachlabs.com/docs/v26.2/unique#syntax
-- The same key may be there twice, under two names.

CREATE TABLE t (
    id INT PRIMARY KEY,
    a INT UNIQUE,
    b INT CONSTRAINT named UNIQUE,
    UNIQUE (a),
    UNIQUE (a, b),
    CONSTRAINT reversed UNIQUE (b, a)
);
