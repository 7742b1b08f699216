CREATE DATABASE other_database;
CREATE TABLE other_database.t (a int);
CREATE TABLE u (a int);
RENAME TABLE u TO other_database.u;
DROP DATABASE other_database;
DROP SCHEMA IF EXISTS other_database;
