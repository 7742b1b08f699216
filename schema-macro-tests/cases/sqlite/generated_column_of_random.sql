-- error
CREATE TABLE a (x, a AS (random()));
