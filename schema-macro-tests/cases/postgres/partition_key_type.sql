CREATE TABLE a (id integer, day date NOT NULL) PARTITION BY RANGE (day);
ALTER TABLE a ALTER id TYPE bigint;
-- error
ALTER TABLE a ALTER day TYPE timestamp;
