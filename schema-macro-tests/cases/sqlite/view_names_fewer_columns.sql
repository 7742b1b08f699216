-- The engine counts the columns of a view when a query that reads it is run, not when an ALTER TABLE looks at it.
CREATE TABLE t (a INTEGER, b TEXT, c REAL);
CREATE VIEW v (x, y) AS SELECT * FROM t;
CREATE VIEW w AS SELECT x FROM v UNION ALL SELECT a FROM t;
CREATE VIEW z AS SELECT * FROM v NATURAL JOIN t;
ALTER TABLE t RENAME COLUMN c TO d;
ALTER TABLE t RENAME TO old; CREATE TABLE new (a INTEGER, b TEXT, d REAL); ALTER TABLE new RENAME TO t; DROP TABLE old;
