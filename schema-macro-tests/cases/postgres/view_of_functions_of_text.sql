CREATE TABLE t (a varchar(30), b char(4), c text);
CREATE VIEW v AS
    SELECT lower(a), upper(b) AS up, length(a), char_length(b) AS chars, trim(c), substring(a from 2 for 3),
        position('x' in a), replace(c, 'a', 'b'), concat(a, 1, now()), concat_ws('-', a, b) AS ws, left(a, 2), right(c, 1),
        split_part(a, '/', 1), initcap(a), md5(c), reverse(a), repeat(a, 2), lpad(a, 5), format('%s', a), ascii(a)
    FROM t;
