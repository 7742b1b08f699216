-- refused: table `t`: of what was said of it, this is not compared: `ALTER KEY a IGNORED`
CREATE TABLE t (a INT, KEY (a));
-- to
CREATE TABLE t (a INT, KEY (a));
ALTER TABLE t ALTER KEY a IGNORED;
