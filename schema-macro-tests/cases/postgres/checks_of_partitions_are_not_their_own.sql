CREATE TABLE trips (id int, day date, CONSTRAINT early CHECK (id < 100)) PARTITION BY RANGE (day);
CREATE TABLE trips_old (id int, day date, CONSTRAINT early CHECK (id < 100), CONSTRAINT own CHECK (id > 0));
ALTER TABLE trips ATTACH PARTITION trips_old FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
ALTER TABLE trips DROP CONSTRAINT early;
