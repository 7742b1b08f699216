-- What a partition gets is given to its own partitions, under names of their own.
CREATE TABLE guides (id int PRIMARY KEY);
CREATE TABLE trips (id int, guide int REFERENCES guides, CONSTRAINT positive CHECK (id > 0), PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE trips_first (id int NOT NULL, guide int, CONSTRAINT positive CHECK (id > 0)) PARTITION BY RANGE (id);
CREATE TABLE trips_first_own PARTITION OF trips_first FOR VALUES FROM (0) TO (5);
ALTER TABLE trips ATTACH PARTITION trips_first FOR VALUES FROM (0) TO (10);
ALTER TABLE trips ADD UNIQUE (id, guide), ADD CONSTRAINT low CHECK (guide < 9), ADD FOREIGN KEY (guide) REFERENCES guides ON DELETE CASCADE;
CREATE TABLE a (x int);
CREATE TABLE b () INHERITS (a);
CREATE TABLE c () INHERITS (a);
CREATE TABLE d () INHERITS (b, c);
ALTER TABLE a ADD CONSTRAINT more CHECK (x > 0);
ALTER TABLE a DROP CONSTRAINT more;
