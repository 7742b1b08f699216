CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a varchar(5) NOT NULL DEFAULT 'x' COMMENT 'a', b text CHARSET latin1, c enum('x'), d timestamp NULL);
CREATE TABLE u AS SELECT * FROM t;
CREATE TABLE v (x int, a varchar(9), KEY (a)) SELECT a, b AS bb, t.c FROM t;
CREATE TABLE w (PRIMARY KEY (id)) SELECT id, y.a FROM t AS y WHERE id > 5;
