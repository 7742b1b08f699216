CREATE TABLE Users (ID integer PRIMARY KEY, "Name" text, FirstName text, "ID" text);
ALTER TABLE USERS ADD COLUMN "select" integer, ADD COLUMN Ünïcödé integer, ADD "with space" text, ADD "a""b" text;
CREATE TABLE "Users" (id integer REFERENCES users);
ALTER TABLE "Users" RENAME COLUMN ID TO "Id";
CREATE TABLE "a.b" (c integer);
