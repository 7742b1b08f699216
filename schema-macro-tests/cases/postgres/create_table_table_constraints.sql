CREATE TABLE parents (a integer, b integer, PRIMARY KEY (b, a), UNIQUE (a, b));
CREATE TABLE t (
    x integer,
    y integer,
    z integer NOT NULL,
    CONSTRAINT the_key PRIMARY KEY (y, x) INCLUDE (z),
    FOREIGN KEY (x, y) REFERENCES parents ON DELETE SET DEFAULT ON UPDATE RESTRICT,
    CONSTRAINT by_name FOREIGN KEY (x, z) REFERENCES parents (a, b) ON DELETE NO ACTION,
    UNIQUE (z, x),
    CHECK (x < y),
    CHECK (z > 0),
    CONSTRAINT no_overlap EXCLUDE USING btree (z WITH =)
);
