CREATE TABLE a (id integer, day date NOT NULL) PARTITION BY RANGE (day);
-- error
ALTER TABLE a ADD PRIMARY KEY (id);
