CREATE TABLE readings (
    id INTEGER PRIMARY KEY NOT NULL,
    level SMALLINT NOT NULL,
    depth DOUBLE NOT NULL,
    code TEXT NOT NULL,
    note TEXT,
    photo BLOB,
    taken TIMESTAMP NOT NULL
);

CREATE TABLE probes (
    id INTEGER PRIMARY KEY NOT NULL,
    level SMALLINT NOT NULL,
    depth DOUBLE NOT NULL,
    code TEXT NOT NULL,
    taken TIMESTAMP NOT NULL
);
