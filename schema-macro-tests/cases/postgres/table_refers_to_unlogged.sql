CREATE UNLOGGED TABLE parents (id int PRIMARY KEY);
-- error
CREATE TABLE children (parent int REFERENCES parents);
