CREATE TABLE t (a int, b int AS (a + 1), c int GENERATED ALWAYS AS (a * 2) STORED, d int AS (b) PERSISTENT, e varchar(9) AS (concat(a, 'x')) VIRTUAL COMMENT 'e');
