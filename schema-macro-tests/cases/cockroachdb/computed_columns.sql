-- https://www.cockroachlabs.com/docs/v26.2/computed-columns#define-computed-columns

CREATE TABLE t (
    id INT PRIMARY KEY,
    a INT,
    b INT AS (a + 1) STORED,
    c INT NOT NULL AS (a * 2) VIRTUAL,
    d STRING GENERATED ALWAYS AS (a::STRING) STORED,
    j JSONB,
    e STRING AS (j->>'name') VIRTUAL
);
ALTER TABLE t ADD COLUMN f STRING AS (a::STRING || 'x') VIRTUAL;
