-- error
CREATE TABLE a (a INTEGER, b DEFAULT 1 AS (a));
