CREATE TABLE members (
    id INTEGER PRIMARY KEY NOT NULL,
    is_active TEXT NOT NULL,
    names TEXT NOT NULL,
    photo TEXT
);
