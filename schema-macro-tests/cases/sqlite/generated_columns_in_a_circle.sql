-- error
CREATE TABLE a (x, a AS (b), b AS (a));
