-- Names that are no identifiers in Rust, or mean something there.
CREATE TABLE "type" ("type" serial PRIMARY KEY, "table" text, "columns" text, "is_nullable" text, "self" text, "Self" text, "_" text, "union" text, "gen" text);
CREATE TABLE "two words" ("2fa" integer PRIMARY KEY, "a b--c" text, "größe" text NOT NULL, "two words" text, two_words text, "ünï" text, "-x" text);
CREATE TABLE quotes ("say ""hi""" integer PRIMARY KEY, "a#""#b" text, "it's" text, "#" text);
CREATE TABLE same_name (same_name integer PRIMARY KEY, __hidden text, __open_ text, "__" text);
CREATE TABLE __internal (id integer PRIMARY KEY);
CREATE TABLE _private (id integer PRIMARY KEY, _x integer, __ integer, "ID" integer);
CREATE TABLE "9lives" ("1" integer PRIMARY KEY, "9 9" integer);
CREATE TABLE "CamelCase" ("camelId" integer PRIMARY KEY, same_name integer REFERENCES same_name, "type" integer REFERENCES "type");
CREATE TABLE "Zebra" (id integer PRIMARY KEY, fn integer REFERENCES "CamelCase");
CREATE TABLE match (id integer PRIMARY KEY, "match" integer REFERENCES "two words");
CREATE TABLE "a.b" (id integer PRIMARY KEY, "a.b" integer REFERENCES "9lives");
