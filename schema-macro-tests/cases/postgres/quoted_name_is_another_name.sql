CREATE TABLE "Users" (id integer);
-- error
ALTER TABLE Users ADD name text;
