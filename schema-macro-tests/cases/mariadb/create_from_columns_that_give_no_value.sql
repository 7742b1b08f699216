CREATE TABLE a (b int);
CREATE TABLE c (d int, e int NOT NULL DEFAULT 1, f enum('x') NOT NULL, b int NOT NULL) AS SELECT b FROM a;
-- error
CREATE TABLE g (h int NOT NULL) AS SELECT b FROM a;
