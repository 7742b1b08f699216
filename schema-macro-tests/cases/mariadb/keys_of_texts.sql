CREATE TABLE t (a text, b varchar(800), c varchar(800), d blob, KEY (a), KEY (b), UNIQUE (c), UNIQUE (a), UNIQUE (d), KEY (d(7)));
