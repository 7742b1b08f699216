-- The rows of a child, in an array within a composite type.
CREATE TABLE a (id int);
CREATE TABLE c () INHERITS (a);
CREATE TYPE t AS (x c[]);
CREATE TABLE b (x t);
-- error
ALTER TABLE a ADD COLUMN m int GENERATED ALWAYS AS (id) STORED;
