CREATE TABLE a (x);
-- error
DROP VIEW a;
