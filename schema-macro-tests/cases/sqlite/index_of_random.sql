CREATE TABLE a (x);
-- error
CREATE INDEX i ON a (x) WHERE random() > 0;
