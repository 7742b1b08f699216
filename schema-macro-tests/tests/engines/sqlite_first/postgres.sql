CREATE TABLE readings (
    id SERIAL PRIMARY KEY,
    level SMALLINT NOT NULL,
    depth DOUBLE PRECISION NOT NULL,
    code VARCHAR(10) NOT NULL,
    note TEXT,
    photo BYTEA,
    taken TIMESTAMP NOT NULL
);

CREATE TABLE probes (
    id SERIAL PRIMARY KEY,
    level INTEGER NOT NULL,
    depth REAL NOT NULL,
    code UUID NOT NULL,
    taken DATE NOT NULL
);
