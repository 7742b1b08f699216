CREATE DATABASE other_database DEFAULT CHARACTER SET latin1;
CREATE TABLE other_database.t (a text(60), b int PRIMARY KEY);
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES other_database.t (b));
CREATE DATABASE IF NOT EXISTS other_database;
USE other_database;
CREATE TABLE u (a int);
ALTER TABLE u RENAME other_database.v;
ALTER DATABASE other_database CHARACTER SET utf8mb4;
CREATE TABLE w (a text(60));
