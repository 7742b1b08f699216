CREATE TABLE t (j json, b jsonb);
CREATE VIEW v AS
    SELECT j -> 'a' AS a, j ->> 'b' AS b, b -> 0 AS c, b #>> '{x,y}' AS d, b || '{}' AS e, b - 'k' AS f,
        json_build_object('a', 1), jsonb_build_array(1, 2), to_jsonb(b), row_to_json(t), jsonb_array_length(b),
        b['x'] AS subscript, jsonb_set(b, '{a}', '1'), json_typeof(j)
    FROM t;
