-- The foreign keys of partitions are in nobody's way where their table is dropped as well.
CREATE TABLE guides (id int PRIMARY KEY);
CREATE TABLE trips (id int, guide int REFERENCES guides) PARTITION BY RANGE (id);
CREATE TABLE trips_first PARTITION OF trips FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (guide);
CREATE TABLE trips_first_own PARTITION OF trips_first (FOREIGN KEY (id) REFERENCES guides) FOR VALUES FROM (0) TO (10);
DROP TABLE guides, trips;
CREATE TABLE guides (id int);
CREATE TABLE trips_first_own (id int);
