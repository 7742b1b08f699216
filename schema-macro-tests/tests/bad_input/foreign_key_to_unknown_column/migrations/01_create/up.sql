CREATE TABLE members (id SERIAL PRIMARY KEY, name TEXT);
CREATE TABLE fines (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (member_id)
);
