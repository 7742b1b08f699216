-- https://www.cockroachlabs.com/docs/v26.2/create-table#not-visible-property

CREATE TABLE t (a INT, secret STRING NOT VISIBLE);
CREATE VIEW all_of AS SELECT * FROM t;
CREATE VIEW of_t AS SELECT t.* FROM t;
CREATE VIEW by_name AS SELECT rowid, secret FROM t;
