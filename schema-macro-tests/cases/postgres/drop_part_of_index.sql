CREATE TABLE events (id int) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (9);
CREATE INDEX events_id ON events (id);
-- error
DROP INDEX events_1_id_idx;
