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
