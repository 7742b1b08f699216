CREATE UNLOGGED TABLE parents (id int PRIMARY KEY);
CREATE UNLOGGED TABLE children (parent int REFERENCES parents);
-- error
ALTER TABLE children SET LOGGED;
