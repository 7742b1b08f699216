SET sql_mode = 'ANSI_QUOTES';
CREATE TABLE "t" ("a" int, "b c" int, KEY "k" ("b c"));
SET sql_mode = DEFAULT;
CREATE TABLE u (a varchar(3) DEFAULT "x");
