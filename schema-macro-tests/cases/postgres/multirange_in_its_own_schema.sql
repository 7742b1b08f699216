CREATE SCHEMA other;
CREATE TYPE other.span AS RANGE (subtype = date, multirange_type_name = spans);
CREATE TYPE other.range_of_days AS RANGE (subtype = date);
CREATE TABLE t (a other.span, b spans, c other.multirange_of_days);
