-- The keys of partitions go with the key of their table, whatever their names.
CREATE TABLE trips (id int, guide int, PRIMARY KEY (id), UNIQUE (guide, id)) PARTITION BY RANGE (id);
CREATE TABLE trips_first PARTITION OF trips FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
CREATE TABLE trips_first_own PARTITION OF trips_first (UNIQUE (id)) FOR VALUES FROM (0) TO (5);
ALTER TABLE trips DROP CONSTRAINT trips_pkey, DROP CONSTRAINT trips_guide_id_key;
