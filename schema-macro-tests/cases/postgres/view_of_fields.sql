CREATE TYPE point_of_sale AS (shop text, till smallint);
CREATE TABLE t (at point_of_sale, id int);
CREATE VIEW v AS SELECT (at).shop, (at).till AS number, (t.at).shop AS again FROM t;
