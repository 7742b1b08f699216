CREATE TABLE members (
    id SERIAL PRIMARY KEY,
    status TEXT DEFAULT,
    name TEXT
);
