CREATE TABLE t (a int[], b varchar(4)[], c text);
CREATE VIEW v AS
    SELECT a[1] AS first, b[2] AS second, a[1:2] AS slice, a || 4 AS more, array_length(a, 1), cardinality(b),
        array_append(a, 1), string_to_array(c, ','), array_to_string(a, ','), array_position(b, 'x'), ARRAY[c, 'x'] AS made,
        ARRAY[[1, 2], [3, 4]] AS grid
    FROM t;
