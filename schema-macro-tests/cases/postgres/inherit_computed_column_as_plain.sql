CREATE TABLE a (x int, y int GENERATED ALWAYS AS (x + 1) STORED);
CREATE TABLE b (x int, y int);
-- error
ALTER TABLE b INHERIT a;
