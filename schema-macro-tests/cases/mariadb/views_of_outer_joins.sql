CREATE TABLE members (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, age INT);
CREATE TABLE loans (id INT NOT NULL PRIMARY KEY, member_id INT NOT NULL DEFAULT 0, sum DECIMAL(12,2) NOT NULL);
CREATE VIEW a AS SELECT m.id, m.name, l.sum FROM members m LEFT JOIN loans l ON l.member_id = m.id;
CREATE VIEW b AS SELECT m.id, m.age, l.member_id FROM members m RIGHT OUTER JOIN loans AS l ON l.member_id = m.id AND l.sum > 1;
CREATE VIEW c AS SELECT m.id, l.sum, n.id AS other FROM members m LEFT JOIN loans l ON l.member_id = m.id JOIN members n ON n.id = m.id;
CREATE VIEW d AS SELECT m.id, l.sum, n.id AS other FROM members m JOIN loans l ON 1 = 1 RIGHT JOIN members n ON n.id = m.id WHERE m.id = 3;
-- A comma joins last.
CREATE VIEW e AS SELECT m.id, l.sum, n.id AS other FROM members m, loans l RIGHT JOIN members n ON n.id = l.member_id;
CREATE TABLE f AS SELECT m.id, m.age, l.id AS loan, l.member_id, l.sum FROM members m LEFT OUTER JOIN loans l ON l.member_id = m.id;
CREATE VIEW g AS SELECT loan, sum FROM f;
CREATE OR REPLACE VIEW c AS SELECT a.id, a.sum, l.id AS loan FROM a JOIN loans l ON l.id = a.id;
