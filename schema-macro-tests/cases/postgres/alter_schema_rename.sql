CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('x');
CREATE TABLE app.a (id integer PRIMARY KEY, k app.kind);
CREATE TABLE b (a integer REFERENCES app.a, k app.kind[]);
ALTER SCHEMA app RENAME TO "App";
ALTER TABLE "App".a RENAME TO "A";
