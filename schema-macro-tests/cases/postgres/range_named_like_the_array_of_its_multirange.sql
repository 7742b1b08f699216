CREATE SCHEMA s;
CREATE TYPE _a AS RANGE (subtype = int, multirange_type_name = s.a);
CREATE TYPE b AS RANGE (subtype = int, multirange_type_name = s._b);
-- error
CREATE TYPE _c AS RANGE (subtype = int, multirange_type_name = c);
