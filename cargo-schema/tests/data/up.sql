CREATE SCHEMA billing;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN code AS varchar(3) CHECK (value <> '');
CREATE TABLE users (id serial PRIMARY KEY, mood mood DEFAULT 'ok', code code, twice integer GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE billing.bills ("user" integer NOT NULL REFERENCES users ON DELETE CASCADE, CHECK ("user" > 0), UNIQUE ("user"));
CREATE INDEX ON users (mood, lower(code)) WHERE mood = 'ok';
CREATE VIEW names AS SELECT id AS name FROM users;
COMMENT ON COLUMN users.code IS 'three letters';
ALTER TABLE users ALTER COLUMN code SET NOT NULL;
