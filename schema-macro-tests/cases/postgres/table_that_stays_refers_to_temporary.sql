CREATE TEMP TABLE goes (id int PRIMARY KEY);
CREATE TABLE stays (id int);
-- error
ALTER TABLE stays ADD FOREIGN KEY (id) REFERENCES goes;
