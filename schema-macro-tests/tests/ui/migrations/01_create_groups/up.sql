CREATE TABLE savings_groups (
    id SERIAL PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    group_code VARCHAR(20) NOT NULL UNIQUE,
    district VARCHAR(100),
    members INTEGER,
    founded DATE,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE group_members (
    id SERIAL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(200) NOT NULL,
    phone VARCHAR(20),
    nickname TEXT,
    joined_date DATE NOT NULL
);

CREATE TABLE minutes (
    id SERIAL PRIMARY KEY,
    content TEXT NOT NULL
);

CREATE TABLE fines (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES group_members (id),
    amount NUMERIC(12,2) NOT NULL,
    reason TEXT
);

CREATE TABLE meeting_attendance (
    meeting_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id),
    is_present BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (meeting_id, member_id)
);

CREATE TABLE import_log (
    line INTEGER NOT NULL,
    content TEXT
);
