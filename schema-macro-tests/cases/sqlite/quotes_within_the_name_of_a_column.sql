-- What is in double quotes and is no column becomes a string, also in the text that names a column of a view.
CREATE TABLE t (a INTEGER, b TEXT);
CREATE TABLE other (c INTEGER);
CREATE VIEW v AS SELECT t.*, (SELECT "x" FROM other LIMIT 1), (SELECT (SELECT "y" || c FROM other)) FROM t;
ALTER TABLE t RENAME COLUMN b TO d;
