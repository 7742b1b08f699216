CREATE TABLE events (id int, kind text) PARTITION BY LIST (kind);
CREATE TABLE events_new PARTITION OF events FOR VALUES IN ('new');
CREATE TABLE events_old (id int, kind text);
-- error
ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('a') TO ('b');
