-- error
COMMENT ON SEQUENCE s IS 'it is not there';
