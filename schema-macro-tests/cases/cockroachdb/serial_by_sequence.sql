-- https://www.cockroachlabs.com/docs/v26.2/serial#generated-values-for-mode-sql_sequence-and-sql_sequence_cached

SET serial_normalization = 'sql_sequence';
CREATE TABLE t (id SERIAL PRIMARY KEY, a SERIAL2, b SERIAL4, c SERIAL8);
-- error
CREATE SEQUENCE t_id_seq;
