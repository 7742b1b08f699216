CREATE TABLE members (id INT AUTO_INCREMENT PRIMARY KEY);
ALTER TABLE members ALTER id SET DEFAULT 5;
-- An expression is kept, and a value is not.
ALTER TABLE members ALTER id SET DEFAULT (1 + 2);
ALTER TABLE members ALTER id SET DEFAULT (7);
ALTER TABLE members ALTER id SET DEFAULT '8', ADD name TEXT;
ALTER TABLE members ALTER id SET DEFAULT now();
CREATE VIEW numbers AS SELECT id FROM members;
CREATE TABLE copies AS SELECT id, name FROM members;
-- A view shows that it is dropped, as it shows 0 otherwise.
ALTER TABLE members ALTER id DROP DEFAULT;
CREATE TABLE others LIKE members;
CREATE VIEW other_numbers AS SELECT id FROM others;
ALTER TABLE others ALTER id SET DEFAULT 7;
ALTER TABLE members MODIFY id INT AUTO_INCREMENT;
