CREATE SCHEMA old;
CREATE TABLE old."Mixed Case" (id serial PRIMARY KEY, "select" text);
CREATE TABLE t (id int);
COMMENT ON TABLE t IS 'gone';
COMMENT ON COLUMN t.id IS 'it''s';
-- to
CREATE SCHEMA new;
CREATE TABLE new."Mixed Case" (id serial PRIMARY KEY, "select" text, "a ""b""" int CHECK ("a ""b""" > 0));
CREATE UNLOGGED TABLE t (id int, new int);
COMMENT ON TABLE t IS 'there';
COMMENT ON COLUMN t.new IS 'new';
COMMENT ON SCHEMA new IS 'a schema';
