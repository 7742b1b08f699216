-- rename members=people
CREATE TABLE people_before (a INT);
CREATE TRIGGER counts BEFORE INSERT ON people_before FOR EACH ROW SET NEW.a = 1;
RENAME TABLE people_before TO members;
-- to
CREATE TABLE people (a INT);
CREATE TRIGGER counts BEFORE INSERT ON people FOR EACH ROW SET NEW.a = 1;
