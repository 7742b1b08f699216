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
