CREATE TABLE t (a int, b int, c int, d text);
CREATE INDEX ON t (a) INCLUDE (b);
CREATE INDEX ON t ((c IS NULL));
CREATE INDEX ON t (d text_pattern_ops);
ALTER TABLE t ALTER b TYPE xml USING NULL, ALTER c TYPE xml USING NULL;
-- error
ALTER TABLE t ALTER a TYPE xml USING NULL;
