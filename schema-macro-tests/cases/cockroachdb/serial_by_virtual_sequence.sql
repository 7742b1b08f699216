-- https://www.cockroachlabs.com/docs/v26.2/serial#generated-values-for-modes-rowid-and-virtual_sequence

SET serial_normalization = virtual_sequence;
CREATE TABLE t (id SERIAL4 PRIMARY KEY);
RESET serial_normalization;
CREATE TABLE u (id SERIAL4 PRIMARY KEY);
-- error
CREATE SEQUENCE t_id_seq;
