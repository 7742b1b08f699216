CREATE TABLE t (a int, CHECK (t.a > 1), CHECK (t IS NOT NULL));
