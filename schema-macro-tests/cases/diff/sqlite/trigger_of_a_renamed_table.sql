CREATE TABLE people_before (a INT);
CREATE TRIGGER t BEFORE INSERT ON people_before BEGIN SELECT 1; END;
ALTER TABLE people_before RENAME TO members;
CREATE TABLE "index" ("set" INT, b INT);
-- to
CREATE TABLE members (a INT, b INT);
CREATE TRIGGER t BEFORE INSERT ON members BEGIN SELECT 1; END;
CREATE TABLE "index" ("set" INT, c INT);
