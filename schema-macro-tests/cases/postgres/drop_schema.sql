CREATE SCHEMA app;
CREATE TYPE app.status AS ENUM ('new');
CREATE TABLE app.users (id integer PRIMARY KEY);
CREATE TABLE a (id integer, u integer REFERENCES app.users, s app.status);
DROP SCHEMA app CASCADE;
DROP SCHEMA IF EXISTS app, nothing;
