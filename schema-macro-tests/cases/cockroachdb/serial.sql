-- https://www.cockroachlabs.com/docs/v26.2/serial#modes-of-operation
-- Whatever the word, 64 bits, NOT NULL, and no sequence, whose name is free.

CREATE TABLE t (
    id SERIAL PRIMARY KEY,
    a SERIAL2,
    b SERIAL4,
    c SERIAL8,
    d SMALLSERIAL,
    e BIGSERIAL
);
CREATE SEQUENCE t_id_seq;
