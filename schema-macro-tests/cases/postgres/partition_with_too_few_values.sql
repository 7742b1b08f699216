CREATE TABLE events (id int, kind text) PARTITION BY RANGE (id, lower(kind));
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1, 'a') TO (2, MINVALUE);
-- error
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (2) TO (3);
