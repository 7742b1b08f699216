CREATE TABLE t (a int, b int, c int, EXCLUDE USING btree (a WITH =) INCLUDE (b, c));
