CREATE TABLE t (a int COMMENT 'first', b int);
CREATE VIEW v AS SELECT a, b AS c FROM t;
ALTER TABLE t MODIFY b int COMMENT 'second';
