CREATE TABLE a (id integer);
-- error
COMMENT ON COLUMN a.b IS 'x';
