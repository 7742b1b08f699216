CREATE TABLE parents (id int PRIMARY KEY);
CREATE TABLE children (parent int REFERENCES parents);
-- error
ALTER TABLE parents SET UNLOGGED;
