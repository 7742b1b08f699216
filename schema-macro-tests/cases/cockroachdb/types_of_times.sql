-- https://www.cockroachlabs.com/docs/v26.2/timestamp#aliases

CREATE TABLE t (
    id TIMESTAMPTZ PRIMARY KEY,
    a TIMESTAMP,
    b TIMESTAMP(3),
    c TIMESTAMP WITH TIME ZONE,
    d TIMESTAMP WITHOUT TIME ZONE,
    e TIMESTAMPTZ(0),
    f TIME,
    g TIMETZ,
    h DATE,
    i INTERVAL,
    j INTERVAL DAY TO SECOND
);
