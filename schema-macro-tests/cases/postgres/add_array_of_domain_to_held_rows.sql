CREATE TABLE t (a int);
CREATE TABLE holds (rows t);
CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0);
ALTER TABLE t ADD COLUMN b positive[];
