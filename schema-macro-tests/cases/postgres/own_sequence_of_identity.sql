CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, other int);
-- error
ALTER SEQUENCE t_id_seq OWNED BY t.other;
