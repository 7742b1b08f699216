-- https://www.cockroachlabs.com/docs/v26.2/decimal#aliases

CREATE TABLE t (
    id UUID PRIMARY KEY,
    a DECIMAL,
    b DEC(10),
    c NUMERIC(12, 2),
    d FLOAT,
    e FLOAT4,
    f REAL,
    g FLOAT8,
    h DOUBLE PRECISION,
    i FLOAT(20),
    j OID
);
