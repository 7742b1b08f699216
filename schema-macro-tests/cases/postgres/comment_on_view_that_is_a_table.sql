CREATE TABLE t (id int);
-- error
COMMENT ON VIEW t IS 'it is none';
