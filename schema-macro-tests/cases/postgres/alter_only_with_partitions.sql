-- A partitioned table and its partitions have the same columns.
CREATE TABLE trips (id int, day date) PARTITION BY RANGE (day);
CREATE TABLE trips_old PARTITION OF trips FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
-- error
ALTER TABLE ONLY trips DROP COLUMN id;
