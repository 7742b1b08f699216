CREATE TABLE a (id int);
CREATE TABLE b (a_id int, c_id int);
CREATE TABLE c (id int, label text);
CREATE VIEW v AS SELECT a.id, label FROM a LEFT JOIN b JOIN c ON c.id = b.c_id ON b.a_id = a.id;
CREATE VIEW w AS SELECT j.x, j.y, j.z FROM (a JOIN b ON a_id = id) AS j (x, y, z);
