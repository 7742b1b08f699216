CREATE TABLE t (a int, b text);
CREATE SCHEMA s;
SET search_path = s, public;
CREATE TABLE t AS SELECT b FROM t;
CREATE TABLE u (LIKE public.t);
