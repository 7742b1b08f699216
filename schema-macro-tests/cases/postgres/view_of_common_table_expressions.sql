CREATE TABLE t (a int, b varchar(7));
CREATE VIEW v AS
    WITH first AS (SELECT a, b FROM t), second (n, m) AS (SELECT count(*), max(b) FROM first)
    SELECT first.*, second.n, m FROM first CROSS JOIN second;
