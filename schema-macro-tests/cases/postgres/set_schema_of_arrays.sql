CREATE SCHEMA s;
CREATE TABLE s._a (x int);
CREATE TABLE _a (x int);
CREATE TABLE a (x int);
DROP TABLE _a;
-- The array of a new type gives way, and that of one that is moved does not.
CREATE TABLE s.a (x int);
CREATE TYPE s._b AS ENUM ('x');
CREATE TYPE c AS ENUM ('x');
ALTER TYPE c SET SCHEMA s;
