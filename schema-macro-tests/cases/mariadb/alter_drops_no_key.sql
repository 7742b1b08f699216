CREATE TABLE t (a int);
-- error
ALTER TABLE t DROP KEY nothing;
