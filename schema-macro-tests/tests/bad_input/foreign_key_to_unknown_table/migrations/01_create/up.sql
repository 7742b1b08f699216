CREATE TABLE fines (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (id)
);
