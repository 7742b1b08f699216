CREATE TABLE members (
    id SERIAL PRIMARY KEY,
    is_active BOOLEAN NOT NULL,
    names TEXT[] NOT NULL,
    photo BYTEA
);
