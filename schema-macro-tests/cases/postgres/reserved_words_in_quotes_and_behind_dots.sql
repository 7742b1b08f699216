CREATE TABLE "order" ("user" text, "check" int, "left" date);
CREATE SCHEMA s;
CREATE TABLE s.order (a int);
CREATE VIEW v AS SELECT t.user, t.check AS select, t.left FROM "order" t;
