CREATE TABLE t (id int UNIQUE, CONSTRAINT positive CHECK (id > 0));
-- error
ALTER INDEX t_id_key RENAME TO positive;
