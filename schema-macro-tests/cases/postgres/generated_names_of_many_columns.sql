CREATE TABLE a (one integer, two integer, three integer, four integer, UNIQUE (one, two, three, four), UNIQUE (two, one), FOREIGN KEY (one, two) REFERENCES a (two, one), CHECK (one > 0 AND two > 0));
CREATE UNIQUE INDEX ON a (one, (two + three), lower(four::text));
CREATE UNIQUE INDEX ON a (one, (two + three), lower(four::text));
CREATE INDEX ON a (three);
CREATE UNIQUE INDEX ON a (three);
