CREATE TABLE Members (
    Id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    level SMALLINT,
    points BIGINT NOT NULL DEFAULT 0,
    weight REAL,
    height DOUBLE,
    photo BLOB,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('adult', 'child')),
    born DATE,
    seen TIMESTAMP,
    name_length INTEGER GENERATED ALWAYS AS (length(name))
);

CREATE TABLE visits (
    member_id INTEGER NOT NULL REFERENCES members (id),
    day DATE NOT NULL,
    note TEXT,
    PRIMARY KEY (member_id, day)
) WITHOUT ROWID;

CREATE VIEW adults AS SELECT Id, name FROM Members WHERE kind = 'adult';

CREATE TABLE log (line TEXT);
CREATE TABLE places (id INTEGER PRIMARY KEY, at POINT);
