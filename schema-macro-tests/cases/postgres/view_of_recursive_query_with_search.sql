CREATE TABLE parts (id int, parent int);
CREATE VIEW tree AS
    WITH RECURSIVE t AS (SELECT id, parent FROM parts UNION ALL SELECT p.id, p.parent FROM parts p JOIN t ON p.parent = t.id)
        SEARCH DEPTH FIRST BY id SET path
    SELECT id FROM t;
