CREATE TYPE grows AS ENUM ('b', 'd');
CREATE TYPE shrinks AS ENUM ('a', 'b', 'c');
CREATE TYPE gone AS ENUM ('x');
CREATE TYPE turns AS ENUM ('a', 'b');
CREATE TABLE t (id int, g grows, s shrinks DEFAULT 'a', many shrinks[], x gone, u turns NOT NULL DEFAULT 'a',
    CHECK (s <> 'c' OR id > 0));
CREATE INDEX i ON t (id) WHERE s = 'a';
CREATE VIEW v AS SELECT id, s FROM t WHERE u = 'b';
CREATE VIEW over_v AS SELECT s FROM v;
-- to
CREATE TYPE grows AS ENUM ('a', 'b', 'c', 'd', 'e');
CREATE TYPE shrinks AS ENUM ('a', 'c');
CREATE TYPE new AS ENUM ('y', 'it''s');
CREATE TYPE turns AS ENUM ('b', 'a', 'new');
CREATE TABLE t (id int, g grows, s shrinks DEFAULT 'a', many shrinks[], y new DEFAULT 'it''s', u turns NOT NULL DEFAULT 'new',
    CHECK (s <> 'c' OR id > 0));
CREATE INDEX i ON t (id) WHERE s = 'a';
CREATE VIEW v AS SELECT id, s FROM t WHERE u = 'b';
CREATE VIEW over_v AS SELECT s FROM v;
