CREATE TYPE span AS RANGE (subtype = date);
DROP TYPE span_multirange, span;
