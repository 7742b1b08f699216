CREATE TABLE t (id serial, a int);
CREATE TABLE copy (n int DEFAULT nextval('t_id_seq'));
-- error
ALTER TABLE t DROP COLUMN id;
