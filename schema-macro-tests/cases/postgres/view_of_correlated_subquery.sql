CREATE TABLE t (a int, b date);
CREATE TABLE u (t_a int, d date);
CREATE VIEW v AS SELECT a, (SELECT max(d) FROM u WHERE u.t_a = t.a) AS latest FROM t WHERE EXISTS (SELECT FROM u WHERE t_a = a);
DROP TABLE u CASCADE;
