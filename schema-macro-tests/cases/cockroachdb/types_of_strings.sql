-- https://www.cockroachlabs.com/docs/v26.2/string#length
-- STRING(n) keeps its length, as VARCHAR(n) does.

CREATE TABLE t (
    id STRING PRIMARY KEY,
    a STRING(40),
    b TEXT,
    c VARCHAR,
    d VARCHAR(40),
    e CHARACTER VARYING(9),
    f CHAR,
    g CHAR(3),
    h STRING[],
    i STRING COLLATE en,
    j NAME,
    k "char"
);
