--!with_docs = "only-database-comments"
CREATE TYPE status AS ENUM ('a');
CREATE TABLE documented (id integer PRIMARY KEY, a text, b status, c text, d text);
COMMENT ON TABLE documented IS 'First line.

  Indented line with trailing space   
	tab, "quotes", `ticks`, /* no comment */ and // slashes';
COMMENT ON COLUMN documented.a IS 'a column';
COMMENT ON COLUMN documented.b IS E'one\ntwo\r\nthree\n';
COMMENT ON COLUMN documented.c IS '';
COMMENT ON COLUMN documented.d IS 'gone';
COMMENT ON COLUMN documented.d IS NULL;
CREATE TABLE bare (id integer PRIMARY KEY);
