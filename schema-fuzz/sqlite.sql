-- Some of the tables of schema-macro-tests/tests/ui/migrations, for a second engine; see src/targets/macros.rs.
CREATE TABLE savings_groups (
    id INTEGER PRIMARY KEY NOT NULL,
    name VARCHAR(100) NOT NULL,
    group_code VARCHAR(20) NOT NULL UNIQUE,
    district VARCHAR(100) NOT NULL,
    members BIGINT,
    founded DATE,
    created_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE group_members (
    id INTEGER PRIMARY KEY NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    phone_number VARCHAR(20),
    joined_date TEXT NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100)
);

CREATE TABLE member_fines (
    id INTEGER PRIMARY KEY NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id),
    amount BIGINT NOT NULL,
    reason TEXT
);

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY NOT NULL,
    kind VARCHAR(20) NOT NULL CHECK (kind IN ('regular', 'special')),
    place TEXT CHECK (place <> ''),
    vote TEXT CHECK (vote IN ('Yes', 'No', 'Not sure'))
);
