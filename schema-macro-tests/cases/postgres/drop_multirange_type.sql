CREATE TYPE span AS RANGE (subtype = date);
-- error
DROP TYPE span_multirange;
