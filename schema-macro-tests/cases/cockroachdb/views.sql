-- https://www.cockroachlabs.com/docs/v26.2/create-view

CREATE TABLE t (id INT4 PRIMARY KEY, a STRING(9), j JSONB, at TIMESTAMPTZ);
CREATE VIEW v (key, name) AS SELECT id, upper(a) FROM t;
CREATE OR REPLACE VIEW v (key, name) AS SELECT id, upper(a) FROM t WHERE id > 1;
CREATE VIEW IF NOT EXISTS v AS SELECT 1;
CREATE MATERIALIZED VIEW m AS SELECT id, id + 1 AS next, j->>'x' AS x, at + INTERVAL '1 day' AS later FROM t;
CREATE INDEX ON m (next);
REFRESH MATERIALIZED VIEW m;
CREATE VIEW w AS SELECT a, count(*) AS n, max(at) AS last FROM t GROUP BY a;
CREATE VIEW not_known AS SELECT crdb_internal.approximate_timestamp(1) AS x FROM t;
