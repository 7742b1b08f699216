CREATE TABLE members (
    id SERIAL PRIMARY KEY,
    balance NUMERIC(12,2)) NOT NULL
);
