CREATE TABLE t (a varchar(5) DEFAULT "x" COMMENT "it's", b enum("a", "b"));
