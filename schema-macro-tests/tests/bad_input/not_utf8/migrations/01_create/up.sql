-- Mitglieder
CREATE TABLE members (
    id SERIAL PRIMARY KEY -- Schlüssel
);
