CREATE TABLE t (id int);
-- error
CREATE TYPE span AS RANGE (subtype = date, multirange_type_name = t);
