CREATE SEQUENCE s;
-- error
CREATE TABLE s (a int);
