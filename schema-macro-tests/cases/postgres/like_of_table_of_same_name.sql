CREATE TABLE t (a int PRIMARY KEY, b text);
CREATE SCHEMA s;
SET search_path = s, public;
CREATE TABLE t (LIKE t INCLUDING ALL, c date);
