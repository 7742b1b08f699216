CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a FROM t;
-- error
CREATE OR REPLACE VIEW v AS SELECT a::bigint FROM t;
