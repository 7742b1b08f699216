CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    NAME TEXT NOT NULL,
    level INTEGER NOT NULL DEFAULT 0,
    points INTEGER,
    is_active INTEGER NOT NULL DEFAULT 1,
    kind TEXT NOT NULL CHECK (kind IN ('adult', 'child')),
    seen TEXT,
    token TEXT
);

CREATE TABLE visits (
    id INTEGER NOT NULL,
    place TEXT,
    note TEXT NOT NULL,
    day DATE NOT NULL,
    kind TEXT CHECK (kind IN ('short', 'long', 'longer')),
    PRIMARY KEY (id, day)
);

-- A balance is so many cents.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY NOT NULL,
    balance BIGINT NOT NULL,
    share DECIMAL(12,2),
    mood TEXT NOT NULL,
    opened TEXT NOT NULL
);

CREATE TABLE ledgers (
    id INTEGER PRIMARY KEY NOT NULL,
    balance BIGINT NOT NULL,
    credit BIGINT NOT NULL,
    settings TEXT NOT NULL,
    mood TEXT,
    opened INTEGER NOT NULL
);
