CREATE TABLE t (a int);
CREATE VIEW v AS SELECT ctid, xmin, tableoid, a FROM t;
