-- https://www.cockroachlabs.com/docs/v26.2/row-level-ttl

CREATE TABLE t (id INT PRIMARY KEY) WITH (ttl_expire_after = '3 months', ttl_job_cron = '@daily');
CREATE TABLE u (id INT PRIMARY KEY, at TIMESTAMPTZ) WITH (ttl_expiration_expression = 'at');
CREATE TABLE v (a INT);
ALTER TABLE v SET (ttl_expire_after = '90 days');
CREATE TABLE w (id INT PRIMARY KEY) WITH (ttl_expire_after = '1 day');
ALTER TABLE w RESET (ttl);
