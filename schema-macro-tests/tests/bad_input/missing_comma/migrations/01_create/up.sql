CREATE TABLE members (
    id SERIAL PRIMARY KEY
    name VARCHAR(100) NOT NULL,
    email TEXT
);
