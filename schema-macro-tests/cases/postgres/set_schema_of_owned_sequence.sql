CREATE TABLE t (id serial);
CREATE SCHEMA other;
-- error
ALTER SEQUENCE t_id_seq SET SCHEMA other;
