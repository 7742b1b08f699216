CREATE TABLE t (a INT, b INT, v INT AS (a + b) VIRTUAL, s INT AS (a * b) STORED, becomes INT AS (a + 1) VIRTUAL,
    becomes_virtual INT, KEY (becomes), KEY both_of (a, becomes_virtual), CHECK (becomes_virtual > 0));
-- to
CREATE TABLE t (a INT, b INT, v INT AS (a - b) VIRTUAL, s INT AS (a * b + 1) STORED, becomes INT,
    becomes_virtual INT AS (a + 2) VIRTUAL, KEY (becomes), KEY both_of (a, becomes_virtual), CHECK (becomes_virtual > 0));
