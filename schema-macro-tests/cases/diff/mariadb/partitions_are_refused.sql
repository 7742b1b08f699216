-- refused: table `t`: its options or partitions differ
CREATE TABLE t (a INT) PARTITION BY HASH (a) PARTITIONS 2;
-- to
CREATE TABLE t (a INT) PARTITION BY HASH (a) PARTITIONS 3;
