CREATE TABLE visits (
    id SERIAL PRIMARY KEY,
    phone VARCHAR(20),
    visitor TEXT NOT NULL
);
