CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL UNIQUE COMMENT 'b');
-- error
CREATE TABLE u (a int, b timestamp NULL AS (now()));
