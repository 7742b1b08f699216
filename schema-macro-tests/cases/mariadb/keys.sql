CREATE TABLE t (a int, b int, c varchar(20), PRIMARY KEY (a), UNIQUE (b), UNIQUE KEY u2 (b, a), KEY (b), INDEX i USING BTREE (c(5)), KEY (b, c), UNIQUE INDEX (c) COMMENT 'x', KEY k (a) USING BTREE);
