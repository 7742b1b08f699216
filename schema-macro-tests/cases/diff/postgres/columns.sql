CREATE TABLE t (id int PRIMARY KEY, gone text, stays text, wider varchar(10), narrower bigint, parsed text,
    filled int, emptied int NOT NULL, made int DEFAULT 1, unmade int DEFAULT 1, remade int DEFAULT 1);
-- to
CREATE TABLE t (id int PRIMARY KEY, stays text, wider varchar(20), narrower smallint, parsed int, filled int NOT NULL,
    emptied int, made int DEFAULT 2, unmade int, remade text DEFAULT 'x', new timestamptz NOT NULL DEFAULT now());
