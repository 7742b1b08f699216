-- What is special to SQLite: row ids, keys that may be NULL, types by their words.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'cash' CHECK (kind IN ('cash', 'bank')),
    opened DATE NOT NULL,
    balance DOUBLE NOT NULL DEFAULT 0,
    doubled DOUBLE GENERATED ALWAYS AS (balance * 2) VIRTUAL,
    note TEXT
);
CREATE TABLE transfers (
    from_id INTEGER NOT NULL REFERENCES accounts (id),
    to_id INTEGER NOT NULL REFERENCES accounts (id),
    number SMALLINT NOT NULL,
    amount DOUBLE NOT NULL,
    at TIMESTAMP,
    PRIMARY KEY (from_id, to_id, number)
) WITHOUT ROWID;
CREATE TABLE codes (code TEXT PRIMARY KEY, parent TEXT REFERENCES codes (code));
CREATE TABLE log (line TEXT NOT NULL, payload BLOB);
CREATE VIEW balances AS SELECT owner, balance FROM accounts;
