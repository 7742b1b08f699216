CREATE TABLE "a b" ("c d" TEXT, [e f] TEXT, `g h` TEXT, 'i j' TEXT, "k""l" TEXT, `m``n` TEXT);
CREATE TABLE [select] ([from] INTEGER);
CREATE TABLE 'string' (x);
