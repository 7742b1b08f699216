CREATE TABLE a (b integer);
CREATE INDEX b ON a (b);
-- error
CREATE TABLE b (c integer);
