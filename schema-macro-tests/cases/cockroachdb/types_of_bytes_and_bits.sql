-- https://www.cockroachlabs.com/docs/v26.2/bytes#aliases

CREATE TABLE t (
    id BYTES PRIMARY KEY,
    a BLOB,
    b BYTEA,
    c BIT,
    d BIT(4),
    e VARBIT,
    f BIT VARYING(9)
);
