CREATE TABLE t (a int, b text, c jsonb);
CREATE INDEX gone ON t (a);
CREATE INDEX other ON t (a);
CREATE INDEX before ON t (b);
CREATE INDEX same ON t USING gin (c);
CREATE UNIQUE INDEX partial ON t (a) WHERE b IS NULL;
-- to
CREATE TABLE t (a int, b text, c jsonb);
CREATE UNIQUE INDEX other ON t (a);
CREATE INDEX after ON t (b);
CREATE INDEX same ON t USING gin (c jsonb_path_ops);
CREATE UNIQUE INDEX partial ON t (a) WHERE b IS NOT NULL;
CREATE INDEX new ON t (lower(b) DESC NULLS LAST, a) INCLUDE (c);
