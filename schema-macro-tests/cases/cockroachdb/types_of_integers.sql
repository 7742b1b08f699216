-- https://www.cockroachlabs.com/docs/v26.2/int#names-and-aliases

CREATE TABLE t (
    id INT PRIMARY KEY,
    a INTEGER,
    b INT64,
    c INT8,
    d BIGINT,
    e INT4,
    f INT2,
    g SMALLINT,
    h INT[],
    i INT2 ARRAY
);
