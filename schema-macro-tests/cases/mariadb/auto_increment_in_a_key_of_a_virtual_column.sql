CREATE TABLE q (id INT PRIMARY KEY);
-- What a foreign key changes may be in such a key.
CREATE TABLE f (p INT REFERENCES q (id) ON DELETE SET NULL, v INT AS (p + 1) VIRTUAL, KEY (v));
CREATE TABLE u (s INT AUTO_INCREMENT PRIMARY KEY, a INT, m INT AS (s + 1) VIRTUAL);
ALTER TABLE u ADD UNIQUE (s, a);
-- error
CREATE INDEX x ON u (m, a);
