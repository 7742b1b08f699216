CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, c VARCHAR(100), d TEXT, p POINT NOT NULL, PRIMARY KEY (a), UNIQUE (b),
    KEY c_begins (c(10)), KEY renamed_before (b, c), KEY gone (c), FULLTEXT KEY words (d), KEY way (c) USING BTREE);
-- to
CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, c VARCHAR(100), d TEXT, p POINT NOT NULL, PRIMARY KEY (b, a),
    UNIQUE both_ones (a, b), UNIQUE (c), KEY c_begins (c(20)), KEY renamed (b, c), KEY down (c DESC, a),
    FULLTEXT KEY words (c, d), SPATIAL KEY (p), UNIQUE whole (d), KEY way (c) COMMENT 'the other way');
