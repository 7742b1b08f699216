-- error
CREATE TABLE t (a int, b date GENERATED ALWAYS AS (a + 1) STORED);
