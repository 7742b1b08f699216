CREATE TABLE parts (id int, parent int, label text);
CREATE VIEW tree AS
    WITH RECURSIVE t (id, depth, path) AS (
        SELECT id, 0, ARRAY[id] FROM parts WHERE parent IS NULL
        UNION ALL SELECT p.id, t.depth + 1, t.path || p.id FROM parts p JOIN t ON p.parent = t.id)
    SELECT * FROM t;
CREATE RECURSIVE VIEW counting (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counting WHERE n < 5;
