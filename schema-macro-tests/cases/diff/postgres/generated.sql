CREATE TABLE t (a int, twice int GENERATED ALWAYS AS (a * 2) STORED, plain int, half int GENERATED ALWAYS AS (a / 2) STORED, b int);
-- to
CREATE TABLE t (a int, twice int GENERATED ALWAYS AS (a + a) STORED, plain int GENERATED ALWAYS AS (a) STORED, half int, b bigint);
