CREATE TABLE a (id int, label text);
-- error
CREATE VIEW v AS SELECT id, label FROM a UNION SELECT id FROM a;
