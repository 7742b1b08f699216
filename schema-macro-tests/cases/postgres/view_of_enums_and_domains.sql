CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN required AS text NOT NULL;
CREATE TABLE t (m mood, p positive, r required);
CREATE VIEW v AS SELECT m, p, r, greatest(m, 'ok') AS best, p + 1 AS more, coalesce(m, 'ok') AS c, m = 'sad' AS s, nullif(m, 'ok') AS n FROM t;
