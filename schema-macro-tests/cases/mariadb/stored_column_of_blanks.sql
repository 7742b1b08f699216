CREATE TABLE a (b CHAR(3), c VARCHAR(3), d INT AS (length(b)) VIRTUAL, e INT AS (length(c)) STORED, f VARCHAR(9) AS (concat(RTRIM(`b`), trim(b))) STORED, g INT AS (b = 'x' OR 'y' < b) STORED);
CREATE TABLE h (b CHAR(3) CHARACTER SET binary, c BINARY(3), d INT AS (length(b) + length(c)) STORED);
-- error
CREATE TABLE i (b CHAR(3), c INT AS (isnull(b)) STORED);
