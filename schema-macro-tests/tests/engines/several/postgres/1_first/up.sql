CREATE TABLE members (
    id SERIAL PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    level SMALLINT NOT NULL DEFAULT 0,
    points BIGINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('adult', 'child')),
    seen TIMESTAMP,
    token UUID
);

CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    note TEXT,
    kind TEXT CHECK (kind IN ('short', 'long'))
);

CREATE TABLE fines (id SERIAL PRIMARY KEY, reason TEXT NOT NULL);

CREATE TYPE mood AS ENUM ('good', 'bad');

CREATE TABLE accounts (
    id SERIAL PRIMARY KEY,
    balance NUMERIC(12,2) NOT NULL,
    share NUMERIC(12,2),
    mood mood NOT NULL,
    opened TIMESTAMP NOT NULL
);

CREATE TABLE ledgers (
    id SERIAL PRIMARY KEY,
    balance NUMERIC(12,2) NOT NULL,
    credit NUMERIC(12,2),
    settings JSONB NOT NULL,
    mood mood NOT NULL,
    opened TIMESTAMP NOT NULL
);
