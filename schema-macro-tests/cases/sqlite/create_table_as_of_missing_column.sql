CREATE TABLE s (a);
-- error
CREATE TABLE a AS SELECT nosuch FROM s;
