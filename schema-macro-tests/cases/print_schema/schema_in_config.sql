--!schema = "my-app"
CREATE SCHEMA "my-app";
CREATE TYPE "my-app".mood AS ENUM ('a');
CREATE TABLE "my-app"."type" (id integer PRIMARY KEY, mood "my-app".mood);
CREATE TABLE "my-app".posts (id integer PRIMARY KEY, "type" integer REFERENCES "my-app"."type");
