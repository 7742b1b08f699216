-- error
CREATE TABLE a (a AS (1));
