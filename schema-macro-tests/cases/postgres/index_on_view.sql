CREATE VIEW v AS SELECT 1 AS one;
-- error
CREATE INDEX ON v (one);
