-- https://www.cockroachlabs.com/docs/v26.2/row-level-ttl

CREATE TABLE t (id INT PRIMARY KEY) WITH (ttl_expire_after = '3 months');
-- error
ALTER TABLE t DROP COLUMN crdb_internal_expiration;
