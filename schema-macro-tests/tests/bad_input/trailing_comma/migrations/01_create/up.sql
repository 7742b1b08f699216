CREATE TABLE members (
    id SERIAL PRIMARY KEY,
    name TEXT,
);
