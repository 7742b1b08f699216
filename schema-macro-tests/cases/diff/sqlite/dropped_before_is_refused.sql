-- refused: its columns were changed since it was made
CREATE TABLE t (id INTEGER PRIMARY KEY);
-- to
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
ALTER TABLE t DROP COLUMN b;
