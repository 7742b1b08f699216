CREATE TABLE a (a TEXT CHECK (a <> "nosuch"), CHECK (a.a IS NOT NULL));
