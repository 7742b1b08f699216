CREATE TABLE a (x);
-- error
CREATE TABLE A (x);
