-- A key of a column that is added IF NOT EXISTS is left out where there is one of its name, and added where only the
-- column is there.
CREATE TABLE a (c int PRIMARY KEY, x int, z int, KEY z (x));
ALTER TABLE a ADD COLUMN IF NOT EXISTS y int PRIMARY KEY;
ALTER TABLE a ADD COLUMN IF NOT EXISTS z int UNIQUE, ADD COLUMN IF NOT EXISTS w int UNIQUE;
ALTER TABLE a ADD COLUMN IF NOT EXISTS x int UNIQUE;
ALTER TABLE a DROP COLUMN c, ADD COLUMN IF NOT EXISTS d int PRIMARY KEY;
CREATE TABLE b (c varchar(20), d float);
ALTER TABLE b ADD COLUMN IF NOT EXISTS c bigint NOT NULL AUTO_INCREMENT PRIMARY KEY;
