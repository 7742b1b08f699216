--!schema = "public"
--!with_docs = true
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE "type" (id integer PRIMARY KEY, mood mood);
CREATE TABLE posts (id integer PRIMARY KEY, "type" integer REFERENCES "type");
