CREATE TABLE a (x);
CREATE INDEX b ON a (x);
-- error
CREATE TABLE b (x);
