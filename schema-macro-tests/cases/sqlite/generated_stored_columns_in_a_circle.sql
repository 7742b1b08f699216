-- Only a column that is generated when it is read must not need itself.
CREATE TABLE a (x, t AS (t || 'x') STORED);
CREATE TABLE b (x, t AS (u) STORED, u AS (t));
CREATE TABLE c (x, t AS (u) STORED, u AS (t) STORED);
