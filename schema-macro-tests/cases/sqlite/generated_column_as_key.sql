-- error
CREATE TABLE a (x, a AS (x) PRIMARY KEY);
