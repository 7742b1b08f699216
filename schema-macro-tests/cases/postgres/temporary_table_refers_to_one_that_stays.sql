CREATE TABLE stays (id int PRIMARY KEY);
CREATE TEMP TABLE parents (id int PRIMARY KEY);
CREATE TEMP TABLE children (parent int REFERENCES parents);
-- error
CREATE TEMP TABLE goes (id int REFERENCES stays);
