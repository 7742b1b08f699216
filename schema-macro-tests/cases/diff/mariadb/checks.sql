CREATE TABLE t (a INT CHECK (a > 0), b INT, c INT CHECK (c < 5), CONSTRAINT b_is_more CHECK (b > a), CHECK (b < 9));
-- to
CREATE TABLE t (a INT CHECK (a > 1), b INT CHECK (b <> 4), c INT, CONSTRAINT b_is_more CHECK (b >= a), CHECK (b < 8),
    CONSTRAINT new_one CHECK (c <> 3));
