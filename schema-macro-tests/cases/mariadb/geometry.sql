CREATE TABLE t (a geometry, b point NOT NULL, c linestring, d polygon, e multipoint, f multilinestring, g multipolygon, h geometrycollection, SPATIAL KEY (b));
