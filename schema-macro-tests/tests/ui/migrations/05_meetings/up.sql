CREATE TYPE vote AS ENUM ('Yes', 'No');
ALTER TYPE vote ADD VALUE 'Not sure';
ALTER TYPE payment_status ADD VALUE 'written-off';

CREATE TABLE meetings (
    id SERIAL PRIMARY KEY,
    kind VARCHAR(20) NOT NULL CHECK (kind IN ('regular', 'special', 'share_out')),
    place TEXT CHECK (place <> ''),
    vote vote
);
