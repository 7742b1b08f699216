CREATE VIEW v AS SELECT 1::integer AS one;
-- error
DROP TABLE v;
