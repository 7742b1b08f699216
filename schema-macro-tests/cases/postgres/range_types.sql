CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE a (r floatrange, m floatmultirange, l floatrange[]);
